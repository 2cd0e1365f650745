"""A question and what can be done with its answer."""

from __future__ import annotations

from bot.assistant.choices import chosen
from bot.assistant.models import Action, Answer, ClaimStyle, Question, Role, SourceRef, Status
from bot.rendering.exports import file_asked_for
from bot.rendering.message import place, reread, shorten
from bot.store.drafts import DraftRecord
from bot.store.journal import TurnRecord
from bot.telegram import texts
from bot.telegram.dates import clock_time
from bot.telegram.handlers.own_file import answer_from_file, ask_base_row
from bot.telegram.handlers.start import show_notice
from bot.telegram.outgoing import COPY_CHARACTERS, Button
from bot.telegram.turn import Cancelled, StreamingAssistant, Turn


def ask(turn: Turn) -> None:
    """A question in the user's own words, or the number of a reading that was offered."""
    answer_text(turn, _reading_chosen(turn) or turn.incoming.text)


def draft(turn: Turn) -> None:
    """/soan <section>."""
    _with_words(turn, texts.DRAFT_QUESTION, texts.DRAFT_WHAT)


def compare(turn: Turn) -> None:
    """/sosanh <indicator>."""
    _with_words(turn, texts.COMPARE_QUESTION, texts.COMPARE_WHAT)


def asked_by_button(turn: Turn, value: str) -> None:
    """A button that sends a question in the user's name."""
    answer_text(turn, value)


def accept_notice(turn: Turn, value: dict[str, str | None]) -> None:
    """The notice was accepted; a question that waited for it is answered now."""
    people = turn.desk.store.people
    people.accept_notice(turn.incoming.user_id, turn.incoming.user_name)
    turn.person = people.find(turn.incoming.user_id)
    question = value.get("question")
    if question:
        answer_text(turn, question)
    else:
        turn.say(texts.ACCEPTED)


def ask_base(turn: Turn, value: str) -> None:
    """What was answered from one's own file, now from the shared base."""
    answer_text(turn, value, shared=True)


def answer_text(turn: Turn, text: str, *, shared: bool = False) -> None:
    """Answer `text` in the running conversation, unless a limit or the notice stands before it: from the file
    that the asker has sent where it is about that (never where `shared`), else from the shared base."""
    if turn.person is None or not turn.person.notice_accepted:
        show_notice(turn, question=text)
        return
    if _too_late(turn, text) or _too_fast(turn):
        return
    incoming, conversations = turn.incoming, turn.desk.store.conversations
    if incoming.edited and incoming.message_id is not None:
        conversations.replace_edited(incoming.chat_id, incoming.message_id)
        turn.desk.store.drafts.take_back(incoming.user_id, incoming.chat_id, incoming.message_id)
    from_file = None if shared else answer_from_file(turn, text)
    if from_file is None:
        answer, upload = _answer_from_base(turn, text), None
        rows = answer_rows(answer, incoming.update_id)
    else:
        answer, upload = from_file
        rows = [*answer_rows(answer, incoming.update_id, rated=False), ask_base_row(text)]
    if turn.cancelled.is_set():
        raise Cancelled
    turn.record = TurnRecord(
        update_id=incoming.update_id,
        user_id=incoming.user_id,
        chat_id=incoming.chat_id,
        message_id=incoming.message_id if incoming.act is None else None,
        question=text,
        answer=answer.model_dump(mode="json"),
        upload=upload.id if upload else None,
    )
    if answer.step is not None:
        turn.draft = DraftRecord(incoming.user_id, incoming.chat_id, turn.record.message_id, answer.step)
    turn.give(answer, rows, preface=_apology(turn))


def show_source(turn: Turn, value: dict[str, int]) -> None:
    """One source with its full quote, and buttons to its neighbours."""
    record = turn.desk.store.conversations.find(value["turn"])
    if record is None:
        turn.toast = texts.EXPIRED
        return
    sources = Answer.model_validate(record.answer).sources
    number = value["number"]
    edit = turn.incoming.message_id if value["paging"] else None
    turn.say(_source_text(sources[number], number, len(sources)), _pager(value, len(sources)), edit=edit)


def answer_rows(answer: Answer, update_id: int, *, rated: bool = True) -> list[list[Button]]:
    """Copy buttons, the answer's own actions, sources, and feedback where it is wanted (`rated`)."""
    copies = [
        Button(label=_copy_label(claim.label), copy_text=claim.text)
        for claim in answer.claims
        if claim.style is ClaimStyle.COPY and len(claim.text) <= COPY_CHARACTERS
    ][:2]
    actions = [_action_button(action) for action in answer.actions]
    if answer.status is Status.CLARIFY:
        return [[button] for button in actions]
    rows = [[button] for button in copies]
    rows += [actions[start : start + 2] for start in range(0, len(actions), 2)]
    last = [
        Button(label=sign, act="rate", value={"turn": update_id, "good": good})
        for sign, good in (("👍", True), ("👎", False))
        if rated
    ]
    if answer.sources:
        first = {"turn": update_id, "number": 0, "paging": False}
        label = texts.SOURCE_BUTTON.format(count=len(answer.sources))
        last.insert(0, Button(label=label, act="source", value=first))
    return [*rows, last]


def _action_button(action: Action) -> Button:
    """A button that asks in the user's name, or sends a file."""
    kind = file_asked_for(action.question)
    if kind is not None:
        return Button(label=action.label, act="export", value=kind)
    return Button(label=action.label, act="ask", value=action.question)


def _with_words(turn: Turn, question: str, what: str) -> None:
    words = turn.incoming.arguments
    if words:
        answer_text(turn, question.format(what=words))
    else:
        turn.say(what)


def _reading_chosen(turn: Turn) -> str | None:
    """The full question that "2" stands for, where the latest answer asked what was meant."""
    incoming = turn.incoming
    latest = turn.desk.store.conversations.latest(
        incoming.user_id, incoming.chat_id, window=turn.desk.settings.history_window
    )
    if latest is None:
        return None
    answer = Answer.model_validate(latest.answer)
    action = chosen(answer.actions, incoming.text) if answer.status is Status.CLARIFY else None
    return action.question if action else None


def _answer_from_base(turn: Turn, text: str) -> Answer:
    assert turn.person is not None
    incoming, settings, assistant = turn.incoming, turn.desk.settings, turn.desk.assistant
    history = turn.desk.store.conversations.history(
        incoming.user_id, incoming.chat_id, window=settings.history_window, limit=settings.history_turns
    )
    question = Question(
        text=text,
        role=turn.person.role or Role.OFFICER,
        commune=turn.person.commune,
        history=history,
        interactive=True,
        drafts=turn.drafts(),
    )
    if isinstance(assistant, StreamingAssistant):
        return assistant.stream(question, turn.show)
    return assistant.answer(question)


def _age(turn: Turn) -> float:
    written = turn.incoming.written_at
    return turn.desk.clock() - written if written is not None else 0.0


def _too_late(turn: Turn, text: str) -> bool:
    if _age(turn) <= turn.desk.settings.too_late_after:
        return False
    assert turn.incoming.written_at is not None
    time = clock_time(turn.incoming.written_at)
    turn.say(texts.TOO_LATE.format(time=time, question=shorten(text, 200)))
    return True


def _apology(turn: Turn) -> str | None:
    if turn.incoming.written_at is None or _age(turn) <= turn.desk.settings.late_after:
        return None
    return texts.LATE.format(time=clock_time(turn.incoming.written_at))


def _too_fast(turn: Turn) -> bool:
    settings = turn.desk.settings
    now = turn.desk.clock()
    for seconds, most, period in (
        (60, settings.questions_per_minute, texts.MINUTE),
        (86_400, settings.questions_per_day, texts.DAY),
    ):
        if turn.desk.store.conversations.count_since(turn.incoming.user_id, now - seconds) >= most:
            turn.say(texts.TOO_FAST.format(count=most, period=period))
            return True
    return False


def _copy_label(label: str | None) -> str:
    return texts.COPY.format(label=label) if label else texts.COPY_PLAIN


def _source_text(source: SourceRef, number: int, count: int) -> str:
    text = texts.SOURCE_VIEW.format(
        number=number + 1, count=count, quote=shorten(source.quote, 3000), place=place(source)
    )
    return text + (f"\n{reread(source)}" if source.readable else "")


def _pager(value: dict[str, int], count: int) -> list[list[Button]]:
    def to(number: int, label: str) -> Button:
        return Button(label=label, act="source", value={**value, "number": number, "paging": True})

    number = value["number"]
    row = [to(number - 1, texts.PREVIOUS)] if number else []
    row += [to(number + 1, texts.NEXT)] if number + 1 < count else []
    return [row] if row else []
