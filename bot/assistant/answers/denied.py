"""What a document says was not done, told where its amount is asked for: "Chưa khảo sát mức độ hài lòng"."""

from __future__ import annotations

import re

from bot.assistant.answers import in_time, passages
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer

_DENIED = re.compile(
    r"(?<!\w)(?:chưa|không)(?! (?:quá|dưới|ít hơn|chỉ|những)(?!\w))(?P<matter>[^.;\n]*)", re.IGNORECASE
)


def say(writer: Writer, corpus: Corpus, asked: Understanding) -> bool:
    """Tell the first sentence, of a report on the time asked about, that denies what the question is about;
    whether there is one."""
    for passage in passages.find(asked, corpus):
        text = corpus.view(passage.document).text
        for match in _DENIED.finditer(text, passage.start, passage.end):
            denied = asked.topic.coverage(match["matter"]) >= passages.SURE_COVERAGE
            if denied and in_time.of_report(asked, passage.document):
                start, end = passages.sentence_at(text, match.start())
                unit = passage.document.header.commune or corpus.label(passage.document)
                said = corpus.text_of(passage.document, start, end).strip(" -+*•\t")
                writer.item(f"{unit}: {said}", corpus.source(passage.document, start, end))
                return True
    return False
