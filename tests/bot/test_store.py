"""What is remembered: schema steps, people, the journal's once-only rules, backup and restore."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.assistant.models import Role
from bot.store.journal import Journal, StoredButton
from bot.store.people import ConfiguredAdmin, LastAdmin, People
from bot.store.schema import MIGRATIONS, open_database
from bot.telegram.access import RIGHTS
from bot.telegram.application import open_store
from knowledge.errors import ConfigurationError

NOW = 1_760_000_000.0
DOCS = Path(__file__).parents[2] / "docs"


def _clock() -> float:
    return NOW


def test_the_schema_is_made_once_and_a_newer_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    open_database(path).dispose()
    open_database(path).dispose()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        assert connection.execute(text("SELECT version FROM schema_version")).scalar() == len(MIGRATIONS)
        connection.execute(text("UPDATE schema_version SET version = 99"))
    with pytest.raises(ConfigurationError, match="phiên bản 99"):
        open_database(path)


def test_the_last_admin_stays(tmp_path: Path) -> None:
    people = open_store(tmp_path, frozenset()).people
    people.admit(0, 1, Role.ADMIN)
    with pytest.raises(LastAdmin):
        people.withdraw(1, 1)
    with pytest.raises(LastAdmin):
        people.admit(1, 1, Role.OFFICER)
    people.admit(1, 2, Role.ADMIN)
    people.withdraw(2, 1)
    assert people.admins() == [2]


def test_an_admin_of_the_settings_stays(tmp_path: Path) -> None:
    people = open_store(tmp_path, frozenset({1})).people
    with pytest.raises(ConfiguredAdmin):
        people.withdraw(2, 1)
    assert people.admins() == [1]


def test_an_update_is_stored_and_finished_once(tmp_path: Path) -> None:
    journal = open_store(tmp_path, frozenset()).journal
    assert journal.accept(10, 1, {"a": 1})
    assert not journal.accept(10, 1, {"a": 1})
    assert journal.begin(10).attempts == 1  # type: ignore[union-attr]
    assert journal.begin(10).attempts == 2  # type: ignore[union-attr]
    assert journal.finish(10, [(1, {"n": 1})], [StoredButton("t", 1, "ask", "x")])
    assert not journal.finish(10, [(1, {"n": 2})])
    assert journal.begin(10) is None
    owed = journal.next_owed(1)
    assert owed is not None
    assert owed.payload == {"n": 1}
    journal.record_sent(owed.id, 1, complete=True)
    assert journal.next_owed(1) is None
    assert journal.debtors() == []


def test_owed_replies_outlive_the_purge(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "people.sqlite")
    journal = Journal(engine, _clock)
    journal.accept(1, 1, {})
    journal.accept(2, 1, {})
    journal.finish(1, [(1, {})], [StoredButton("t", 1, "ask", "x")])
    journal.purge(NOW + 1)
    assert journal.next_owed(1) is not None
    assert [received.update_id for received in journal.waiting()] == [2]
    assert journal.button("t") is None


def test_an_invitation_expires_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    now = [NOW]
    engine = open_database(tmp_path / "people.sqlite")
    people = People(engine, lambda: now[0], frozenset({9}))
    code = people.invite(9, Role.OFFICER, "xã Mai Khê", lifetime=60)
    now[0] += 61
    assert people.redeem(code, 1, "Lan") is None
    again = people.invite(9, Role.OFFICER, "xã Mai Khê", lifetime=60)
    assert people.redeem(again, 1, "Lan").commune == "xã Mai Khê"  # type: ignore[union-attr]
    assert people.redeem(again, 1, "Lan") is not None
    assert people.redeem(again, 2, "Minh") is None
    engine.dispose()
    assert again.encode() not in (tmp_path / "people.sqlite").read_bytes()


def test_a_backup_made_beside_a_running_bot_restores_everything(tmp_path: Path) -> None:
    """The way docs/operate.md tells: SQLite's own backup, put into an empty data directory."""
    store = open_store(tmp_path / "data", frozenset({9}))
    store.people.admit(9, 1, Role.OFFICER, "xã Mai Khê")
    store.journal.accept(5, 1, {"update_id": 5})
    source = sqlite3.connect(tmp_path / "data" / "people.sqlite")
    (tmp_path / "restored").mkdir()
    with closing(source), closing(sqlite3.connect(tmp_path / "restored" / "people.sqlite")) as copy:
        source.backup(copy)
    store.people.withdraw(9, 1)
    restored = open_store(tmp_path / "restored", frozenset({9}))
    assert restored.people.find(1).role is Role.OFFICER  # type: ignore[union-attr]
    assert [received.update_id for received in restored.journal.waiting()] == [5]


def test_the_documented_rights_are_the_rights() -> None:
    rows = {}
    for line in (DOCS / "huong-dan-quan-tri.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].startswith("`"):
            granted = zip((Role.OFFICER, Role.SUPERVISOR, Role.ADMIN), cells[2:], strict=True)
            rows[cells[0].strip("`")] = {role for role, mark in granted if mark}
    assert rows == {str(right): set(roles) for right, roles in RIGHTS.items()}
