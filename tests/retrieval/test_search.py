"""Questions on two fictional reports, through real tantivy and Chroma."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeBaseError
from knowledge.models import SectionType
from knowledge.vietnamese import fold
from retrieval import build
from retrieval.embed import LocalEmbedder, OpenAIEmbedder
from retrieval.search import Searcher
from tests.fakes.openai_server import Behaviour, FakeOpenAI
from tests.retrieval.passages import chunk, chunks

BAD_SCAN = chunk(
    "Tram y té xa da ti6m ching day du cho tré em, dat 88,4% ké hoach",
    commune="Xã Gò Sậy",
    document="scan.pdf",
    readable="Trạm y tế xã đã tiêm chủng đầy đủ cho trẻ em, đạt 88,4% kế hoạch",
)
PLAN = chunk(
    "Chủ trì tiêm chủng: Trạm y tế.",
    document="plan.docx",
    section_type=SectionType.TASKS,
    commune="Xã Gò Sậy",
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    directory = tmp_path_factory.mktemp("generation") / "one"
    build.build_generation(directory, [*chunks(), BAD_SCAN, PLAN], LocalEmbedder())
    yield Searcher(directory, LocalEmbedder())


def best(searcher: Searcher, query: str, **options: object) -> str:
    return searcher.search(query, **options).evidence[0].chunk.text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Vĩnh Lạc có bao nhiêu hộ được dùng nước sạch?", "98,5%"),
        ("vinh lac bao nhieu ho dung nuoc sach", "98,5%"),
        ("nuoc sach phuong hoa bac", "100%"),
        ("tthc truc tuyen hoa bac dat bn %", "87%"),
        ("Tỷ lệ thủ tục hành chính nộp trực tuyến", "87%"),
        ("vì sao cấp giấy chứng nhận bị chậm", "bản đồ địa chính"),
        ("sổ đỏ quyền sử dụng đất còn bao nhiêu hồ sơ quá hạn", "12 hồ sơ"),
        ("ủy ban nhân dân xã giao ai làm sản phẩm OCOP", "Phòng Kinh tế"),
    ],
)
def test_questions_find_their_passage(searcher: Searcher, question: str, words: str) -> None:
    assert words in best(searcher, question)


def test_marks_decide_between_words_that_are_alike_without_them(tmp_path: Path) -> None:
    directory = tmp_path / "marks"
    texts = ["Nhân dân góp đá làm đường thôn Hạ.", "Nhân dân góp da làm dương thơn Hạ."]
    build.build_generation(
        directory, [chunk(text, position=at) for at, text in enumerate(texts)], LocalEmbedder()
    )
    found = Searcher(directory, LocalEmbedder())
    for text in texts:
        assert best(found, text) == text
        assert len(found.search(fold(text)).evidence) == 2


def test_a_bad_scan_is_found_by_its_repaired_reading(searcher: Searcher) -> None:
    question = "tiêm chủng cho trẻ em đạt bao nhiêu phần trăm"
    found = searcher.search(question, communes=["xã gò sậy"]).evidence
    assert [one.chunk.document for one in found[:1]] == ["scan.pdf"]


def test_named_units_are_preferred_and_others_stay_possible(searcher: Searcher) -> None:
    question = "số hộ được dùng nước sạch"
    for commune, words in (("Xã Vĩnh Lạc", "98,5%"), ("Phường Hoà Bắc", "100%")):
        found = searcher.search(question, communes=[commune]).evidence
        assert words in found[0].chunk.text
        assert len({one.chunk.commune for one in found}) > 1


def test_restrictions_hold(searcher: Searcher) -> None:
    tasks = searcher.search("ai chủ trì tiêm chủng", section_types=[SectionType.TASKS]).evidence
    assert [one.chunk.document for one in tasks] == ["plan.docx"]
    only = searcher.search("số hộ dùng nước sạch", documents=["1.docx"]).evidence
    assert {one.chunk.document for one in only} == {"1.docx"}


def test_signals_tell_covered_questions_from_strange_ones(searcher: Searcher) -> None:
    covered = searcher.search("Toàn xã có 14 thôn với 2.317 hộ")
    strange = searcher.search("Thuyền trưởng kể chuyện cá voi trắng ngoài khơi Đại Tây Dương")
    assert covered.ideal_share > 2 * strange.ideal_share
    assert covered.coverage > 0.95
    assert strange.coverage < 0.4


@pytest.mark.parametrize("query", ["", "   ", "?", "…", "🙂", "a", "\x00", "(" * 50, "OR AND *:* folded:x"])
def test_any_question_gets_a_result(searcher: Searcher, query: str) -> None:
    result = searcher.search(query)
    assert 0 <= result.ideal_share <= 1
    assert 0 <= result.coverage <= 1


def test_weights_grow_with_rarity(searcher: Searcher) -> None:
    assert searcher.weight("buoi") > searcher.weight("ho")
    assert searcher.weight("khongco") >= searcher.weight("buoi")


def test_similar_passages_leave_the_passage_itself_out(searcher: Searcher) -> None:
    own = searcher.search("hộ được dùng nước sạch", communes=["Xã Vĩnh Lạc"]).evidence[0].chunk
    found = searcher.similar(own, limit=3)
    assert len(found) == 3
    assert own.id not in [one.chunk.id for one in found]
    assert "nước sạch" in found[0].chunk.text
    near = searcher.similar("trạm y tế tiêm chủng trẻ em", limit=3)
    assert all("tiêm chủng" in (one.chunk.readable or one.chunk.text) for one in near)


def test_threads_get_the_same_answers(searcher: Searcher) -> None:
    questions = ["nước sạch", "quyền sử dụng đất", "tiêm chủng trẻ em"] * 8
    alone = [best(searcher, question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: best(searcher, question), questions)) == alone
        assert len({one[0].chunk.id for one in pool.map(searcher.similar, ["nước sạch"] * 8)}) == 1


def test_a_configured_model_takes_part_in_ranking_and_may_die(tmp_path: Path) -> None:
    with FakeOpenAI().running() as server:
        embedder = OpenAIEmbedder("fake", "key", server.base_url)
        build.build_generation(tmp_path / "dense", chunks(), embedder)
        searcher = Searcher(tmp_path / "dense", embedder)
        before = len(server.requests)
        found = searcher.search("số hộ được dùng nước sạch", documents=["0.docx"])
        assert len(server.requests) == before + 1
        assert {one.chunk.document for one in found.evidence} == {"0.docx"}
        server.behaviour = Behaviour.UNAUTHORISED
        assert "98,5%" in best(searcher, "số hộ được dùng nước sạch xã Vĩnh Lạc")


def test_vectors_of_another_model_are_not_compared(searcher: Searcher, tmp_path: Path) -> None:
    build.build_generation(tmp_path / "local", chunks(), LocalEmbedder())
    other = Searcher(tmp_path / "local", OpenAIEmbedder("fake", "key", "http://127.0.0.1:9/v1"))
    assert other.search("nước sạch").evidence
    with pytest.raises(KnowledgeBaseError, match="reload"):
        other.similar("nước sạch")
