"""A draft as a paper: headings numbered I and 1, number and date left open, the usual recipients."""

from __future__ import annotations

from itertools import groupby

from bot import texts
from bot.assistant.draft import Draft, DraftPart, Read
from bot.rendering.paper import Annex, Block, BlockStyle, Paper, Sentence
from knowledge.models import SectionType

_CODES = {"Kế hoạch": "KH", "Báo cáo": "BC"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def draft_paper(draft: Draft, *, year: int | None = None, signer: str = "") -> Paper:
    """The paper of a draft. Number and day stay open (Decree 30/2020/NĐ-CP: the clerk enters them)."""
    own = draft.own
    addressees = (draft.addressee,) if draft.addressee else ()
    return Paper(
        issuer=own.committee,
        symbol=texts.NUMBER_OPEN.format(code=_CODES.get(draft.kind, "BC")),
        place_date=texts.PLACE_DATE_OPEN.format(
            place=own.name or texts.EACH_DATED, year=str(year) if year else texts.YEAR_OPEN
        ),
        kind=draft.kind,
        subject=_capitalised(draft.subject) or texts.SUBJECT_OPEN,
        addressees=addressees,
        body=(*_body(draft), *_pointer(draft), _closing(draft)),
        recipients=_recipients(draft),
        authority=texts.AUTHORITY,
        signer=signer,
        annexes=_annexes(draft),
    )


def _annexes(draft: Draft) -> tuple[Annex, ...]:
    """The table of tasks, grouped as in the plan that it follows."""
    if not draft.tasks:
        return ()
    rows: list[tuple[str, ...]] = []
    for number, task in enumerate(draft.tasks, 1):
        if task.group and (number == 1 or task.group != draft.tasks[number - 2].group):
            rows.append((task.group,))
        cells = (draft.task_text(task), task.product, task.lead, task.support, task.due)
        rows.append((str(number), *cells))
    attached = texts.TASKS_ATTACHED.format(committee=draft.own.committee)
    return (
        Annex(
            label=texts.ANNEX,
            title=texts.TASKS_TITLE,
            attached=attached,
            columns=texts.DRAFT_TASK_COLUMNS,
            widths=(1.4, 8, 4, 4, 4, 3),
            rows=tuple(rows),
        ),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _body(draft: Draft) -> list[Block]:
    blocks: list[Block] = []
    first = second = 0
    for part, sentences in draft.read():
        if part.type is SectionType.OPENING and part.level == 1:
            blocks += [_block(draft, BlockStyle.PARAGRAPH, "", read) for read in sentences]
            continue
        if part.level == 1:
            first, second = first + 1, 0
            blocks.append(Block.of(BlockStyle.HEADING, f"{_ROMAN[first - 1]}. {part.title.upper()}"))
        else:
            second += 1
            blocks.append(Block.of(BlockStyle.ITEM, f"{second}. {part.title}"))
        blocks += _sentences(draft, part, sentences)
    return blocks


def _sentences(draft: Draft, part: DraftPart, sentences: list[Read]) -> list[Block]:
    """Results stand under the headings of their fields, everything else is numbered."""
    fields = {read.sentence.field for read in sentences}
    if part.level > 1 or len(fields) < 2:
        mark = "- " if part.level > 1 else None
        return [
            _block(draft, BlockStyle.PARAGRAPH, mark or f"{number}. ", read)
            for number, read in enumerate(sentences, 1)
        ]
    blocks = []
    for number, (field, inside) in enumerate(groupby(sentences, key=lambda read: read.sentence.field), 1):
        blocks.append(Block.of(BlockStyle.ITEM, f"{number}. {field or texts.DRAFT_OTHER_FIELD}"))
        blocks += [_block(draft, BlockStyle.PARAGRAPH, "- ", read) for read in inside]
    return blocks


def _block(draft: Draft, style: BlockStyle, mark: str, read: Read) -> Block:
    own = [line for line in read.computed if line in {figure.stated for figure in draft.given}]
    notes = [texts.OWN_FIGURE.format(figure=line) for line in own]
    notes += [texts.OWN_WORDS] if read.sentence.said else []
    notes += [texts.RECKONED.format(formula=formula) for formula in draft.reckoned_from(own)]
    said = Sentence(text=mark + read.text, sources=read.sentence.sources, notes=tuple(notes))
    return Block(style=style, sentences=(said,))


def _pointer(draft: Draft) -> tuple[Block, ...]:
    """The words that point at the annex, which a paper names (Decree 30/2020/NĐ-CP, Appendix I)."""
    return (Block.of(BlockStyle.PARAGRAPH, texts.TASKS_ANNEXED),) if draft.tasks else ()


def _closing(draft: Draft) -> Block:
    form = texts.DRAFT_CLOSING_TO if draft.addressee else texts.DRAFT_CLOSING
    text = form.format(paper=draft.kind, committee=draft.own.committee, addressee=draft.addressee)
    return Block.of(BlockStyle.PARAGRAPH, text)


def _recipients(draft: Draft) -> tuple[str, ...]:
    usual = tuple(line.format(kind=draft.own.kind) for line in texts.DRAFT_RECIPIENTS)
    return (texts.DRAFT_RECIPIENT_ABOVE, *usual) if draft.addressee else usual
