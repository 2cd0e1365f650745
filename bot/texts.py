"""Every sentence that users read which is not part of an answer. One section per face."""

from __future__ import annotations

from typing import Final

# Messages (bot/rendering/message.py)
SOURCES: Final = "Nguồn ({count})"
MORE_SOURCES: Final = "… và {count} nguồn khác."
SECTION: Final = "mục {path}"
SECTION_NAMES: Final = {
    "header": "phần đầu văn bản",
    "addressee": "phần kính gửi",
    "title": "trích yếu",
    "opening": "phần mở đầu",
    "closing": "phần kết",
    "recipients": "nơi nhận",
    "signature": "phần ký",
    "annex": "phụ lục",
    "body": "nội dung",
}
PAGE: Final = "trang {number}"
REREAD: Final = "Đọc lại từ bản quét, cần đối chiếu: “{text}”"
WARNING: Final = "⚠️ {text}"

# Answers (bot/assistant)
DOCUMENT: Final = "Văn bản"
DOCUMENT_OF: Final = "{kind} {unit}"
DOCUMENT_NUMBERED: Final = "{kind} số {symbol}"
DOCUMENT_FILE: Final = "{kind} ({name})"
COUNTED: Final = "đếm trong kho"
NOT_STATED: Final = "không nêu"

FIRST_MENTION: Final = "Lần đầu ghi đầy đủ"
LATER_MENTION: Final = "Các lần sau"
ISSUED_ON: Final = "Ngày ban hành: {}"
DATE_NOT_STATED: Final = "Ngày ban hành: các văn bản trong kho không nêu"
ISSUED_BY: Final = "Cơ quan ban hành: {}"
ISSUER_NOT_STATED: Final = "không ghi cơ quan ban hành"
ISSUER_MISSING: Final = "Cơ quan ban hành: các văn bản trong kho không ghi"
SUBJECT: Final = "Về việc: {}"
CITED_BY: Final = "{count} văn bản trong kho viện dẫn: {units}."
CITED_COUNT: Final = "{count} trong {total} văn bản viện dẫn"
CITED_BY_UNITS: Final = "{units} viện dẫn"
OF_NUMBER: Final = "mang số {number}"
OF_DATE: Final = "đề ngày {date}"
PAPERS_MARKED: Final = "{count} văn bản {mark}:"
NO_PAPER_MARKED: Final = "Kho không có và không viện dẫn văn bản nào {mark}."
CITED_BY_FEW: Final = "chỉ {units} viện dẫn"
CITED_AT: Final = "{title} được viện dẫn ở {count} chỗ:"
CITED_IN: Final = "{title} có trong văn bản của: {units}."
ALL_HELD: Final = "Các văn bản trong kho"
NOT_CITED_IN: Final = "{document} không viện dẫn {title}."
ONLY_CITED_BY: Final = "Chỉ {citing} viện dẫn {title}."
NOT_CITED_BY: Final = "Không viện dẫn {title}: {silent}."
INSTRUMENTS_CITED: Final = "{documents} viện dẫn {count} văn bản phù hợp với câu hỏi:"
FIGURES_LEFT: Final = "… còn {count} số liệu; nêu chỉ tiêu hoặc phần cần xem để lọc."
CITED_BY_KIND: Final = "{documents} viện dẫn {counts}."
CITED_OF_KIND: Final = "{count} {kind}"
CITED_NO_OTHER: Final = " Không có {kinds}."
OF_BODY_ASKED: Final = " của cơ quan, cấp được hỏi"
NONE_CITED_BY_ALL: Final = (
    "Không có văn bản nào được cả {count} văn bản cùng viện dẫn ({documents}); được viện dẫn nhiều nhất:"
)
TO_CITE: Final = (
    "{count} văn bản cùng nội dung trong kho ({documents}) viện dẫn các văn bản sau; "
    "xếp theo số văn bản đã viện dẫn rồi đến cấp ban hành, mỗi dòng là câu ghi đầy đủ cho lần đầu:"
)
TO_CITE_ONE_SOURCE: Final = "Chỉ một văn bản trong kho viện dẫn, nên đối chiếu bản gốc: {titles}."
TO_CITE_SUBJECTS: Final = "Trích yếu lấy theo bảng tra đã kiểm chứng, ngoài kho: {titles}."
TO_CITE_NONE: Final = (
    "Các văn bản cùng nội dung trong kho ({documents}) không viện dẫn {sought} có thể dẫn lại."
)
TO_CITE_NOT: Final = "Không nên chép lại {titles}: {reason}."
TO_CITE_ALSO: Final = "Ngoài ra còn {count} văn bản ít được viện dẫn hơn: {titles}."
TO_CITE_INCOMPLETE: Final = (
    "{title}: kho không đủ ngày hoặc cơ quan ban hành, cần tra bản gốc trước khi viện dẫn."
)
TO_CITE_CHECK: Final = (
    "Kho chỉ cho biết các báo cáo trước đã viện dẫn gì; kiểm tra hiệu lực và văn bản mới hơn trước khi ký."
)
TO_CITE_NOT_HELD: Final = (
    "Kho hiện không có báo cáo, kế hoạch hay văn bản được viện dẫn nào về nội dung này, "
    "nên không có căn cứ để gợi ý. Các văn bản đang có nói về:"
)
ACTION_DRAFT_OPENING: Final = "Soạn phần căn cứ"
ACTION_DRAFT_OPENING_SAYS: Final = "soạn phần mở đầu, căn cứ"
ACTION_CITE_HELD: Final = "Căn cứ của các báo cáo đang có"
ACTION_CITE_HELD_SAYS: Final = "viết báo cáo thì căn cứ văn bản nào"
CLARIFY_DRAFT: Final = "Anh/chị cần soạn phần nào?"
CLARIFY_DRAFT_SAYS: Final = "soạn phần {part}"
CLARIFY_DRAFT_WHOLE: Final = "Cả báo cáo"
CLARIFY_DRAFT_WHOLE_SAYS: Final = "soạn giúp cả báo cáo"
CLARIFY_UNIT: Final = "Anh/chị cần xem nội dung nào của {unit}?"
CLARIFY_UNIT_PARTS: Final = {
    "Số, ngày, người ký": "báo cáo của {unit} số mấy, ký ngày nào, ai ký?",
    "Căn cứ viện dẫn": "báo cáo của {unit} viện dẫn những văn bản nào?",
    "Mục tiêu, chỉ tiêu": "{unit} đặt mục tiêu, chỉ tiêu gì?",
    "Khó khăn, vướng mắc": "{unit} nêu khó khăn gì?",
    "Kiến nghị, đề xuất": "{unit} kiến nghị gì?",
    "Phương hướng, nhiệm vụ": "phương hướng, nhiệm vụ của {unit} là gì?",
}
CLARIFY_COMPARE: Final = "Anh/chị cần so sánh nội dung nào của {units}?"
ALL_UNITS: Final = "các xã, phường"
CLARIFY_COMPARE_SAYS: Final = "so sánh {name} của {units}"
CLARIFY_COMPARE_PARTS: Final = {
    "Khó khăn, vướng mắc": "so sánh khó khăn của {units}",
    "Kiến nghị, đề xuất": "so sánh kiến nghị của {units}",
}
SEVERAL_INSTRUMENTS: Final = "Có {count} văn bản trong kho khớp với số này, cần chọn đúng cơ quan và ngày:"
SEVERAL_PAPERS: Final = "Là {count} văn bản khác nhau, không phải một văn bản:"
ONE_PAPER: Final = "Là một văn bản:"
PAPER_CITED_BY: Final = "{paper} — do {units} viện dẫn"
CITE_NONE_OF_THEM: Final = "Không viện dẫn văn bản nào nêu trên: {units}."
CARRIED_OUT_UNNUMBERED: Final = (
    "Kho không nêu số, ký hiệu của văn bản được hỏi; chỉ có {title}, là văn bản mà nó triển khai."
)
INSTRUMENT_NOT_HELD: Final = "Kho hiện không có văn bản nào viện dẫn {name}."
INSTRUMENT_REFERENCE: Final = "Ngoài kho, bảng tra đã kiểm chứng có: {text}."
OUTSIDE_CORPUS: Final = "{symbol} là thông tin ngoài kho (nguồn kiểm chứng: {source}); cần đối chiếu bản gốc."
RIGHT_SYMBOL: Final = "Ký hiệu đúng là {symbol}."
SYMBOL_RIGHT_IN: Final = "{document} ghi đúng ký hiệu {symbol}."
DATE_IN: Final = "{document} ghi ngày của {title} là {date}."
DATE_AS_OTHERS: Final = "{document} ghi ngày của {title} là {date}, khớp với văn bản khác trong kho."
RIGHT_SYMBOL_NOT: Final = "Ký hiệu đúng là {symbol}; cách viết {wrong} là sai, cần sửa lại."
RIGHT_SYMBOL_YEAR: Final = (
    "Ký hiệu đúng là {symbol}, phải có năm; cách viết {wrong} là thiếu năm, cần sửa lại."
)
WRITTEN_WRONG: Final = "Có văn bản ghi “{wrong}”: sai ký hiệu, cần sửa thành {symbol}."
CONTENTS_NOT_HELD: Final = (
    "Kho không có toàn văn {title}, chỉ có các văn bản viện dẫn đến; "
    "không có căn cứ để nói văn bản đó đặt ra chỉ tiêu, quy định nào."
)
NEAREST_CITED_AS: Final = "Gần nhất: văn bản này được viện dẫn là {text}."
NAMED_WITHOUT_NUMBER: Final = "Kho có nhắc tên văn bản này ({unit}, {section}) nhưng không ghi số, ngày; không có căn cứ để nêu số hiệu."
ABOLISHED_SHORT: Final = (
    "{title}: cơ quan ban hành ({issuer}) đã hợp nhất hoặc không còn từ 01/7/2025; "
    "kiểm tra văn bản thay thế trước khi viện dẫn."
)
DATE_RIGHT: Final = "Đúng ngày: {title} ngày {right}{where}, khớp với {by}."
DATE_WRONG: Final = (
    "Chưa đúng ngày: {title} được ghi ngày {written}{where}, không khớp với {by}; cần sửa thành ngày {right}."
)
DATE_WRITTEN_BY: Final = " ({document})"
DATED_BY_ITSELF: Final = "chính văn bản này trong kho (ngày {day})"
DATED_BY_TABLE: Final = "bảng văn bản đã kiểm chứng (ngày {day})"
DATED_BY_OTHERS: Final = "{count} văn bản khác trong kho ({units}: ngày {day})"
DATE_BY_OTHERS_ONLY: Final = "Kho không có chính văn bản được viện dẫn; nên đối chiếu bản gốc trước khi sửa."
CONFLICTING_DATES: Final = "Các văn bản ghi ngày khác nhau: {dates}; cần đối chiếu bản gốc."
SUPERSEDED: Final = "{symbol} đã được {by} thay thế từ {since} ({scope}); kiểm tra trước khi viện dẫn."
SUPERSEDED_BY: Final = "{title} đã được {by} thay thế, theo chính văn bản đó; kiểm tra trước khi viện dẫn."
REPLACES: Final = "{document} thay thế {paper}."
REPLACES_NONE: Final = "Không thấy {document} ghi là thay thế văn bản nào."
ADDED_TAIL: Final = "{where} ghi thêm đuôi “{tail}”: không thuộc tên văn bản theo bảng tra đã kiểm chứng."
NONE_ABOLISHED: Final = (
    "Không thấy văn bản nào của cơ quan đã hợp nhất hoặc không còn từ 01/7/2025 được viện dẫn trong {count} "
    "văn bản được hỏi."
)
ONE_SOURCE_ONLY: Final = "Chỉ một văn bản trong kho viện dẫn ({unit}); nên đối chiếu bản gốc."
INSTRUMENT_WARNINGS: Final = {
    "symbol_style": "{where} ghi “{written}”: sai ký hiệu, đúng là {symbol}.",
    "bad_date": "{where} ghi sai ngày của {symbol}, có thể do lỗi đánh máy: “{written}”; không dùng ngày này.",
    "missing_issuer": "{where} không ghi cơ quan ban hành {symbol}; cần hỏi lại, không tự điền.",
    "missing_date": "{where} không ghi ngày ban hành {symbol}.",
    "abolished_issuer": (
        "{symbol} ({where}): cơ quan ban hành ({issuer}) đã hợp nhất hoặc không còn từ 01/7/2025; "
        "kiểm tra văn bản thay thế trước khi viện dẫn."
    ),
    "duplicated_words": "{where} lặp từ ở “{written}”.",
    "broken_by_linewrap": "{where} viết rời ký hiệu: “{written}”, đúng là {symbol}.",
    "conflicting_date": "{where} ghi ngày của {symbol} khác các văn bản còn lại.",
    "superseded": "{symbol} đã có văn bản thay thế; kiểm tra trước khi viện dẫn.",
}

NATURES: Final = {"result": "kết quả", "target": "mục tiêu", "requirement": "yêu cầu phải báo cáo"}
PLANNED: Final = "kế hoạch giao"
ASSIGNED: Final = "{document} giao {unit}: {value} — {name} [mục tiêu{period}]"
COMPARATORS: Final = {
    "=": "",
    ">": "trên",
    ">=": "tối thiểu",
    "<": "dưới",
    "<=": "tối đa",
    "~": "khoảng",
    "range": "",
}
REQUIRED_NOT_STATED: Final = "phải nêu, chưa có số"
NO_FIGURE_FOR_PERIOD: Final = (
    "Kho không có số liệu của kỳ được hỏi ({period}) để trả lời; không suy ra từ kỳ khác. Số liệu hiện có:"
)
EARLIER_PERIOD: Final = "kỳ trước"
NOT_STATED_BY: Final = "Không nêu số liệu này: {units} (không có nghĩa là bằng 0)."
BOUNDS_NOT_SUBTRACTED: Final = "Các mức “trên”, “tối thiểu” là cận, không dùng để tính chênh lệch."
FORM_ROWS: Final = "{document}, {form}: {count} chỉ tiêu:"
INDICATORS_DEMANDED: Final = "{document} yêu cầu báo cáo {count} chỉ tiêu:"
PART_NOT_STATED: Final = "Chưa thấy số liệu trả lời phần “{asked}”: không suy ra từ số khác."
HIGHEST_ROW: Final = "Cao nhất trong {count} dòng của bảng:"
LOWEST_ROW: Final = "Thấp nhất trong {count} dòng của bảng:"
AIMS_ONLY: Final = "Mới nêu mục tiêu, chưa nêu kết quả đã đạt: không dùng mục tiêu thay kết quả."
RESTATED_OTHERWISE: Final = "Không ghi như vậy được: nguồn nêu {stated}."
RESTATED_WITHOUT_BOUND: Final = "Không ghi gọn như vậy được: nguồn nêu {stated}; phải giữ nguyên từ chỉ mức."
DIFFERS_WITHIN: Final = (
    "{document} nêu không thống nhất “{name}”: {values}; cần kiểm tra lại với đơn vị, không tự chọn một số."
)
RESTATED_AIM: Final = "Không ghi là đã đạt được: nguồn nêu {stated} là mục tiêu, chưa nêu kết quả."
RESTATED_AS_STATED: Final = "Ghi như vậy được: nguồn nêu đúng {stated}."
RESULT_IS_NOT_TARGET: Final = "Có cả kết quả và mục tiêu: không so mục tiêu với kết quả."
CHECK_SCAN: Final = "{document} là bản quét hoặc bản chữ mất dấu; nên đối chiếu bản gốc."
INDICATORS_REPORTED: Final = "Các văn bản trong kho nêu {count} chỉ tiêu liên quan:"
INDICATORS_FIRST: Final = (
    "Các văn bản trong kho nêu {count} chỉ tiêu liên quan; {shown} chỉ tiêu đầu, được yêu cầu trước rồi đến "
    "nhiều đơn vị nêu:"
)
INDICATORS_LEFT: Final = "{shown} trong {count} chỉ tiêu, là những chỉ tiêu chưa nêu ở trên:"
INDICATORS_MOST: Final = "{count} chỉ tiêu được nhiều đơn vị nêu nhất ({units} đơn vị):"
INDICATOR_STATED: Final = "{name} ({unit}) — có ở: {units}"
INDICATOR_REQUIRED: Final = "{unit} (yêu cầu)"
OWN_FIGURES_ONLY: Final = "Số liệu phải là số của đơn vị mình; không dùng số của đơn vị khác."

TASK: Final = "Nhiệm vụ"
TASK_ROW: Final = "phụ lục, đầu việc số {number}"
LEAD: Final = "Chủ trì"
SUPPORT: Final = "Phối hợp"
PRODUCT: Final = "Sản phẩm"
DUE: Final = "Thời gian"
TASKS_COUNTED: Final = "{document}: {groups} nhóm nhiệm vụ, {tasks} đầu việc trong bảng phân công."
TASKS_COUNTED_PLAIN: Final = "{document}: {tasks} đầu việc trong bảng phân công, không chia nhóm."
LEADS_TASKS: Final = "{document}: {name} chủ trì {count} trong {total} đầu việc{shared} (số {numbers})."
LEADS_SHARED: Final = ", đồng chủ trì {count} đầu việc"
TASKS_FOUND: Final = "{document}: {count} trong {total} đầu việc {conditions} (số {numbers})."
TASKS_NONE: Final = "{document}: không có đầu việc nào {conditions} (bảng phân công có {total} đầu việc)."
TASKS_LED: Final = "do {name} chủ trì"
TASKS_SUPPORTED: Final = "có {name} phối hợp"
TASKS_TAKEN: Final = "có {name} chủ trì hoặc phối hợp"
TASKS_DUE: Final = "ghi thời gian “{due}”"
TASKS_WITHIN: Final = "có thời hạn khớp “{words}”"
TASKS_IN_GROUP: Final = "thuộc nhóm “{group}”"
TASKS_SHARED: Final = "có từ hai đơn vị chủ trì"
TASKS_LACKING: Final = "không ghi mục {label}"
TASKS_PRODUCT: Final = "có sản phẩm khớp “{words}”"
TASKS_OTHER_PRODUCT: Final = "có sản phẩm khác “{words}”"
TASKS_NUMBERED: Final = "mang số {numbers}"
TASKS_FITTING: Final = "khớp nội dung được hỏi"
TASKS_BY_GROUP: Final = "{document}: số đầu việc theo nhóm"
TASKS_SOONEST: Final = "đến hạn sớm nhất"
TASKS_LATEST: Final = "có hạn muộn nhất"
TASKS_ALSO_DUE: Final = "Ngoài ra {count} đầu việc ghi thời gian “{due}” (số {numbers})."
TASK_LINE: Final = "Số {number}: {content}"
TASK_GROUP: Final = "Nhóm {group}: {count} đầu việc (số {numbers})"
TASKS_OF_ACTOR: Final = "{name}: {count} đầu việc (số {numbers})"
ACTORS_LEADING: Final = "{document}: số đầu việc theo đơn vị chủ trì"
ACTORS_SUPPORTING: Final = "{document}: số đầu việc theo đơn vị phối hợp"
TASKS_LEFT: Final = "… còn {count} đầu việc; hỏi theo nhóm, đơn vị hoặc thời gian để xem tiếp."
PLAN_IS_NO_RESULT: Final = (
    "{document} chỉ phân công việc phải làm; kho không có văn bản nào của đơn vị báo kết quả hay tiến độ thực "
    "hiện, nên không có cơ sở nói đã hoàn thành đến đâu."
)
TASK_COLUMNS: Final = ("Số", "Nội dung", "Chủ trì", "Thời gian")
NO_SUCH_PART: Final = "{document} không có mục {path}. Các mục hiện có:"
SUBHEADINGS_COUNTED: Final = "Phần này chia {count} mục:"
POINTS_COUNTED: Final = "Phần này có {count} ý:"
NOTHING_IN_PART: Final = "Phần “{part}” của {documents} không có ý nào về nội dung vừa hỏi."
POINTS_LEFT: Final = "… còn {count} ý."
TERM_UNSAID: Final = "{document} không nêu {term}."
DEADLINE: Final = "{document}: hạn {due}{recipient}."
SENT_TO: Final = ", gửi {recipient}"
DEADLINES_DIFFER: Final = "Trong cùng văn bản có các mốc thời gian khác nhau; cần hỏi lại nơi ban hành."

NUMBERED: Final = "số {symbol}"
NUMBER_BLANK: Final = "số để trống"
NUMBER_UNSEEN: Final = "không rõ số (bản trong kho không có phần đầu)"
DATED: Final = "ngày {date}"
DAY_BLANK: Final = "ngày để trống (tháng {date})"
DATE_BLANK: Final = "ngày để trống"
SIGNED_DIGITALLY: Final = "đã ký số lúc {times}"
UNSIGNED: Final = "bản dự thảo, còn trống số, ngày"
ISSUED: Final = "đã có số và ngày phát hành"
NOT_ISSUED_YET: Final = "chưa có đủ số và ngày"
SIGNER: Final = "người ký: {signer}"
SIGNED_FOR: Final = "{post} (ký thay {head})"
DEPUTY: Final = "Phó {post}"
TITLED: Final = "{document}: {title}"
BLANK_COUNT: Final = "{count} trong {total} văn bản để trống số hoặc ngày:"
HEAD_UNSEEN: Final = "Không rõ số, vì bản trong kho không có phần đầu: {documents}."
COMPLETE_COUNT: Final = "{count} trong {total} văn bản đã có đủ số và ngày:"
UNDATED: Final = "{count} văn bản để trống ngày nên không xếp được theo thời gian: {documents}."
RECIPIENTS_OF: Final = "{document} — nơi nhận"
ADDRESSEE_FIRST: Final = "Kính gửi: {addressee}"
MATCHING_COUNT: Final = "{count} trong {total} văn bản:"
NOT_SENT: Final = "Nơi nhận không ghi nơi được hỏi; các văn bản này ghi:"
NO_RECIPIENTS: Final = "Bản trong kho không ghi nơi nhận."
SCANS: Final = "{count} trong {total} văn bản là bản quét hoặc bản chữ mất dấu:"
NO_SCANS: Final = "Không văn bản nào trong {count} văn bản là bản quét kém hoặc mất dấu; chữ đều đọc tốt."
SCANS_BEWARE: Final = "Số liệu, ký hiệu lấy từ bản quét phải đối chiếu bản gốc trước khi dùng."
TEXT_GOOD: Final = "chữ tốt, không có dấu vết bản quét"
NUMBER_REPEATED: Final = "Số {label} bị trùng: dùng cho {count} mục:"
NUMBER_MISSING: Final = "Nhảy số: thiếu {label} giữa hai mục:"
NUMBERS_IN_ORDER: Final = "Đang ghi: {written}. Đánh lại liên tục: {due}."
NUMBERS_SOUND: Final = "{documents}: số thứ tự các mục liên tục, không trùng, không nhảy số."
OTHERS_SOUND: Final = "Không thấy trùng hay nhảy số ở: {documents}."
DOCUMENTS_LEFT: Final = "… còn {count} văn bản."
ADDRESSEE: Final = "kính gửi {addressee}"
LIST_CUT: Final = "Chỉ liệt kê {shown} trong {count}; hỏi cụ thể hơn để xem phần còn lại."
FILE_FOR_BASE: Final = {"kho": "tệp", "Kho": "Tệp"}
OWN_FILE: Final = "tệp của anh/chị: {name}"
OWN_FILE_SAYS: Final = "📎 Theo tệp của anh/chị, **{name}**:"
OWN_FILE_SILENT: Final = "📎 Tệp **{name}** của anh/chị không nêu nội dung này."
KIND_NAMES: Final = (
    *("Báo cáo", "Kế hoạch", "Công văn", "Tờ trình", "Nghị quyết", "Quyết định", "Thông báo", "Chỉ thị"),
    *("Đề cương", "Quy chế"),
)
OR: Final = " hay "
HELD: Final = "Kho có {papers}{units} (nạp lúc {time}){end}"
HELD_OF_KINDS: Final = "{count} văn bản, gồm {kinds},"
HELD_IN_ALL: Final = "Cả kho có {papers}{units}."
HELD_NO_TITLE: Final = "Không văn bản nào trong kho có trích yếu về nội dung được hỏi."
HELD_UNIT: Final = " của {unit}"
HELD_OF_UNITS: Final = " của {count} đơn vị ({levels})"
HELD_OTHERS: Final = "{count} cơ quan khác"
BODY_ASKED: Final = "cơ quan được hỏi"
HELD_NO_KIND: Final = "không có {kind} nào"
HELD_NONE: Final = "Kho chưa có {papers}{units}{time}."
ANY_OF_KIND: Final = "{kind} nào"
HELD_OF_TIME: Final = " của {time}"
HELD_INSTEAD: Final = "Đang có:"
HELD_UNDATED: Final = "Chưa rõ năm vì để trống ngày: {documents}."
KIND_HEAD: Final = "{kind} ({count})"
LOADED_WELL: Final = "Lần nạp {time}: đọc được {count} tệp, không tệp nào lỗi."
LOADED_WITH_FAULTS: Final = "Lần nạp {time}: đọc được {count} tệp, {failed} tệp không đọc được:"
HEADINGS_COUNTED: Final = "{document}: {count} mục lớn"
WITHOUT_PART: Final = "Không có phần này: {documents}."
ALL_HAVE_PART: Final = "Văn bản nào cũng có phần này."
ANNEXES_COUNTED: Final = ", {count} phụ lục"
PAGES_COUNTED: Final = "{document}: {pages} trang, khoảng {words} chữ"
WORDS_COUNTED: Final = "{document}: khoảng {words} chữ (tệp chữ, không chia trang)"

ONLY_TO_COME: Final = "Văn bản không nêu là đã làm; chỉ nói đến ở phần khó khăn, phương hướng hoặc kiến nghị:"
PARTLY_COVERED: Final = "Đoạn trích chỉ khớp một phần câu hỏi; đọc nguồn trước khi dùng."
DECLINED_OVERRIDE: Final = "Không thực hiện được yêu cầu này: trợ lý chỉ trả lời từ kho văn bản, có nguồn, và không bỏ qua quy tắc đó."
DECLINED_RIGHTS: Final = (
    "Không đổi vai trò, quyền của ai qua câu hỏi. Quản trị viên làm việc này bằng lệnh /nguoidung."
)
DECLINED_INVENTION: Final = (
    "Không tạo số liệu không có thật. Chỗ chưa có số nên để trống dạng […] và điền khi có số của đơn vị."
)
DECLINED_PERSONAL: Final = "Không cung cấp thông tin cá nhân (điện thoại, thư điện tử, giấy tờ tùy thân …), kể cả khi có trong văn bản."
UNIT_NOT_HELD: Final = "Kho hiện không có văn bản nào của {units}."
UNITS_HELD: Final = "Kho đang có văn bản của {count} đơn vị: {units}."
WIDER_THAN_CORPUS: Final = "Kho chỉ có văn bản của từng phường, xã, không có số liệu chung của phạm vi rộng hơn; không cộng thay được."
SILENT_DOCUMENTS: Final = "Không có thông tin này: {documents} không nêu nội dung được hỏi."
NOTHING_HELD: Final = "Kho hiện không có nội dung này."
MAYBE_MEANT: Final = "Nếu ý anh/chị là câu sau, bấm nút để hỏi lại:"
NEAREST_FIGURE: Final = "Gần nhất: {unit} nêu {value} ({indicator}) — số của {unit}, không dùng thay."
ABOUT_BOT: Final = (
    "Trợ lý báo cáo: tra căn cứ, chỉ tiêu, nhiệm vụ, soạn và so sánh từ kho văn bản đã nạp; mọi ý đều có nguồn. "
    "Ví dụ có thể hỏi:"
)
THANKED: Final = "Rất vui được hỗ trợ. Anh/chị cần thêm gì cứ nhắn."
EXAMPLES: Final = {
    "officer": (
        "Viết báo cáo chuyển đổi số thì căn cứ văn bản nào?",
        "nq57 ghi trong bao cao the nao cho dung",
        "Phần kết quả về dịch vụ công nên nêu chỉ tiêu gì?",
        "Soạn giúp mục khó khăn, vướng mắc",
    ),
    "supervisor": (
        "So sánh tỷ lệ TTHC trực tuyến các xã",
        "Đơn vị nào viện dẫn Nghị quyết 57?",
        "Khó khăn nào các đơn vị đều nêu?",
    ),
    "admin": ("nạp lại kho văn bản", "file nào lỗi khi nạp", "kho có bao nhiêu văn bản"),
}

# Command line (bot/cli.py)
COMMAND_FAILED: Final = "Không thực hiện được: {error}"
HELP_PROGRAM: Final = "Trợ lý báo cáo cho phường, xã: hỏi, soạn, so sánh từ kho văn bản, mọi ý đều có nguồn."
HELP_COMMAND: Final = "LỆNH"
HELP_DATA: Final = "thư mục dữ liệu (mặc định BAOCAO_DATA hoặc ./data)"
HELP_JSON: Final = "in kết quả dạng JSON"
HELP_ASK: Final = "hỏi một câu, hoặc nhiều câu từ tệp"
HELP_CHAT: Final = "trò chuyện trong cửa sổ dòng lệnh"
HELP_EXTRACT: Final = "xem một tệp cho những thông tin gì"
HELP_RELOAD: Final = "nạp kho văn bản từ thư mục hoặc tệp"
HELP_ADD: Final = "nạp thêm, giữ nguyên phần đã có"
HELP_DRY_RUN: Final = "chỉ xem thay đổi, không nạp"
HELP_STATUS: Final = "kho đang có gì, tệp nào lỗi"
HELP_ROLLBACK: Final = "quay lại bản nạp trước"
MODEL_TODAY: Final = "{sign} mô hình {model}: hôm nay {calls} lượt, {tokens}{limit} token, {cost} USD"
HELP_DOCTOR: Final = "kiểm tra cài đặt và dữ liệu"
HELP_RUN: Final = "chạy bot Telegram"
HELP_SAMPLE: Final = "nạp kho mẫu nếu chưa có gì; không có mã bot thì mở trò chuyện tại chỗ"
HELP_EVAL: Final = "chấm điểm câu trả lời hoặc tìm kiếm"
ASK_USAGE: Final = 'Cách dùng: baocao ask "câu hỏi", hoặc baocao ask --batch IN.jsonl --out OUT.jsonl'
EXTRACT_USAGE: Final = (
    "Cách dùng: baocao extract TỆP --json, hoặc baocao extract --batch IN.jsonl --out OUT.jsonl"
)
CHAT_WELCOME: Final = "Trợ lý báo cáo. Gõ câu hỏi; /moi để bắt đầu lại, /thoat để kết thúc."
CHAT_CHOICES: Final = "Gõ số để chọn:"
CHAT_PROMPT: Final = "› "
PROGRESS: Final = {
    "looking": "Đang xem trước {done}/{total} tệp mới hoặc đã sửa…",
    "beginning": "Đang nạp… Trong lúc này câu hỏi vẫn được trả lời từ bản cũ.",
    "reading": "Đang đọc tệp {done}/{total}: {document}",
    "recognising": "Đã đọc {done}/{total} tệp; đang nhận dạng trang {page}/{pages} của {document}",
    "repairing": "Đang đọc lại chỗ nhận dạng kém {done}/{total}: {document}",
    "indexing": "Đang lập chỉ mục {total} văn bản…",
}
RELOADED: Final = "Mới {added}, sửa {changed}, xóa {removed}, giữ nguyên {unchanged}, không đọc được {failed} ({seconds} giây)."
OCR_PAGES: Final = "Nhận dạng chữ: {pages} trang ảnh."
LOADED_FACTS: Final = "{instruments} lượt viện dẫn, {figures} số liệu, {tasks} nhiệm vụ"
LOADED_OCR: Final = "nhận dạng {pages} trang ảnh"
LOADED_GOOD: Final = "chữ tốt"
LOADED_POOR: Final = "⚠️ chữ kém"
LOADED_CONTRADICTIONS: Final = "⚠️ {count} chỗ thân văn bản và phụ lục không khớp"
STATUS_HEAD: Final = "Kho có {count} văn bản, nạp lúc {time}."
STATUS_POOR: Final = " ⚠️ bản quét/mất dấu, nên đối chiếu"
PASSAGES: Final = "đoạn"
ROLLED_BACK: Final = "Đã quay lại bản nạp {generation}."
NO_TOKEN: Final = (
    "Chưa có TELEGRAM_BOT_TOKEN nên không chạy được bot Telegram. Dùng `baocao chat` để trò chuyện tại đây."
)
SAMPLE_LOADED: Final = "Đã nạp kho mẫu ({count} văn bản giả định) vào {data}."
HELP_EVAL_ANSWERS: Final = "chấm câu trả lời theo tệp chuẩn"
HELP_EVAL_ACCEPT: Final = "nhận lần chấm này làm mốc so sánh cho các lần sau"
EVAL_COLUMNS: Final = ("lần này", "mốc")
HELP_EVAL_RETRIEVAL: Final = "chấm tìm kiếm theo bộ chuẩn"
CHECK_OCR: Final = "Nhận dạng chữ (tesseract)"
NO_TESSERACT: Final = "chưa cài tesseract-ocr-vie; bản quét sẽ không đọc được"
CHECK_DATA: Final = "Thư mục dữ liệu ghi được"
CHECK_INDEX: Final = "Kho văn bản mở được"

# Grounding (bot/assistant/ground.py)
NOTHING_PROVEN: Final = (
    "Kho hiện không có căn cứ để trả lời câu hỏi này: không ý nào đối chiếu được với nguồn nên không nêu."
)
PLANTED_ORDER: Final = "Tệp {document} có câu ra lệnh cho người hoặc máy đọc tệp; câu đó không được làm theo và không dùng làm nguồn."
OUTSIDE: Final = "ngoài kho"
OUTSIDE_REFERENCE: Final = (
    "Chỉ có trong bảng tra cứu, ngoài kho: {text}. Đối chiếu bản gốc trước khi viện dẫn."
)

# Comparison (bot/assistant/compare.py, comparing/ranking.py, answers/comparing.py; bot/commands/comparing.py)
UNIT_IN_PROVINCE: Final = "{unit} ({province})"
PROVINCE_UNKNOWN: Final = "chưa rõ tỉnh, thành phố"
ALIKE_UNITS: Final = "Có {count} đơn vị cùng tên: {units}. Ghi thêm tỉnh, thành phố để chọn một đơn vị."
COVERAGE: Final = "{count} trong {total} đơn vị nêu số liệu này."
PERIODS_DIFFER: Final = "Kỳ số liệu khác nhau: chỉ xếp hạng, tính toán trong cùng một kỳ."
UNITS_DIFFER: Final = (
    "Số liệu tính theo kỳ hoặc mẫu khác nhau (mỗi tuần, mỗi tháng …): không cộng, không xếp hạng chung."
)
NOT_COMPARABLE: Final = "Không so với: {names}."
FORMER_UNIT: Final = (
    "Có số của {former} (cũ), nay thuộc {unit}: chỉ là một phần của đơn vị mới, không xếp hạng."
)
INDICATOR_NOT_HELD: Final = "Không đơn vị nào trong kho nêu “{name}”."
NOT_REPORTED: Final = "{count} đơn vị chưa có báo cáo nào trong kho: {units}."
NOT_REPORTED_COUNT: Final = (
    "{count} trong {total} đơn vị cấp xã của tỉnh, thành phố chưa có báo cáo nào trong kho."
)
MEDIAN_OF: Final = "trung vị của {values}"
MEDIAN_OF_MANY: Final = "giá trị ở giữa của {count} số đã xếp thứ tự"
DIFFERENCE: Final = "{new} − {old} = {difference}"
COMPARED: Final = "{name} [{nature}]: {count} trong {total} đơn vị nêu."
COMPARED_COLUMNS: Final = ("Đơn vị", "Giá trị", "Nguồn")
RANKED_COLUMNS: Final = ("Hạng", "Đơn vị", "Giá trị", "Nguồn")
INDICATOR_COLUMN: Final = "Chỉ tiêu"
CHANGE_COLUMNS: Final = ("Đơn vị", "Trước", "Sau", "Thay đổi")
SCAN_MARK: Final = " ⚠️ bản quét"
STATED_INSTEAD: Final = "không nêu (có: {value} — {name} [{nature}])"
FROM_PLACE: Final = "{question} (từ đơn vị thứ {place})"
NEXT_UNITS: Final = "Các đơn vị tiếp theo"
ROWS_LEFT_OUT: Final = "Bảng còn {count} dòng chưa nêu; hỏi riêng từng chỉ tiêu để xem đủ."
RANK: Final = "hạng {rank}"
RANKED_BY_STATED: Final = "Xếp theo mức công bố; chưa đủ số đúng (không phải cận) để tính trung vị, xếp hạng."
MIDDLE: Final = "Cao nhất {high}; thấp nhất {low}; trung vị {median} ({formula}), tính trên {count} đơn vị nêu đúng một con số."
EXTREMES: Final = "Cao nhất {high}; thấp nhất {low}, tính trên {count} đơn vị nêu đúng một con số."
MEDIAN_IS: Final = "trung vị {value}:"
MEAN: Final = "Trung bình cộng {value} ({formula}){note}."
MEAN_OF_SHARES: Final = " — trung bình của các tỷ lệ đã nêu, không phải tỷ lệ chung của toàn địa bàn"
SUM: Final = "Cộng {value} ({formula}), của {count} đơn vị nêu đúng một con số; {without} đơn vị khác không nêu hoặc chỉ nêu cận nên chưa tính."
SUM_OF_ALL: Final = "Cộng {value} ({formula}), của {count} đơn vị nêu đúng một con số."
NOT_RECKONED: Final = "Không cộng, không tính trung bình: chưa đủ hai đơn vị nêu đúng một con số (số ghi “trên”, “khoảng” chỉ là cận)."
SUM_OF_MANY: Final = "cộng {count} số đã nêu, = {total}"
SHARES_NOT_ADDED: Final = "Tỷ lệ không cộng với nhau được."
PLACE: Final = "{unit}: {value}, hạng {rank} trong {count} đơn vị nêu đúng một con số ({name})."
PLACE_OPEN: Final = "{unit}: {value}; chỉ nêu cận nên không xếp hạng ({name})."
NO_DIFFERENCE: Final = "Không tính chênh lệch: có đơn vị không nêu, hoặc chỉ nêu cận (“trên”, “khoảng” …)."
DIFFER_BY: Final = "Chênh lệch {value} {unit} ({formula})."
POINTS: Final = "điểm %"
OVER_TIME: Final = "{name} qua các kỳ:"
OVER_TIME_COLUMNS: Final = ("Đơn vị", "Kỳ", "Giá trị", "So với cùng kỳ liền trước")
UNLIKE_PERIODS: Final = (
    "Các kỳ dài ngắn khác nhau (quý, 6 tháng, năm): chỉ tính thay đổi giữa hai kỳ cùng loại."
)
TARGET_COLUMNS: Final = ("Đơn vị", "Kết quả, mục tiêu đã nêu", "So với mục tiêu")
TARGET_IS_LATER: Final = (
    "Mục tiêu thường là của kỳ sau: chưa tới mức mục tiêu không có nghĩa là không hoàn thành."
)
VERDICT: Final = {
    "yes": "đã tới mức mục tiêu",
    "no": "chưa tới mức mục tiêu",
    "open": "chưa đủ căn cứ (chỉ nêu cận hoặc khoảng)",
    "no target": "không nêu mục tiêu",
    "no result": "không nêu kết quả",
}
VERDICTS: Final = {
    "yes": "Đã tới mức mục tiêu ({count}): {units}.",
    "no": "Chưa tới mức mục tiêu ({count}): {units}.",
    "open": "Chưa đủ căn cứ để kết luận ({count}): {units}.",
}
SILENT_UNITS: Final = "Không nêu ({count} đơn vị): {units}. Không nêu không có nghĩa là bằng 0."
NONE_IN_PERIOD: Final = "Không đơn vị nào nêu {name} của {period}. Kho có số của: {periods}."
CONDITION_BETWEEN: Final = "từ {low}{unit} đến {high}{unit}"
CONDITION: Final = "{comparator} {value}{unit}"
CONDITIONS: Final = {">": "trên", ">=": "từ", "<": "dưới", "<=": "không quá"}
MEETING: Final = "Theo mức đã nêu, {condition}: {count} đơn vị ({units})."
NO_UNIT: Final = "không có đơn vị nào"
CANNOT_TELL: Final = "Chưa đủ căn cứ để nói có {condition} hay không (chỉ nêu cận, không nêu con số hoặc nêu các số khác nhau): {units}."
CHANGED: Final = "{name}: thay đổi giữa hai kỳ gần nhất cùng loại."
CHANGE: Final = "{direction} {formula} {unit}"
UP: Final = "tăng"
DOWN: Final = "giảm"
LEVEL: Final = "không đổi"
ADDRESSED_UNITS: Final = "các đơn vị ghi ở nơi nhận của văn bản"
PROVINCE_UNITS: Final = "tất cả đơn vị cấp xã của tỉnh, thành phố"
HELD_UNITS: Final = "các đơn vị có văn bản trong kho"
REMINDER_OPENING: Final = "Thực hiện {request}{dated}{issuer}{subject}{due}; {state}. Đề nghị:"
REMINDER_DUE: Final = " (hạn báo cáo: {due})"
REMINDER_STATE_SILENT: Final = "đến nay còn {count} đơn vị chưa gửi báo cáo"
REMINDER_STATE_INCOMPLETE: Final = "{count} báo cáo chưa nêu đủ số liệu được yêu cầu"
REMINDER_SILENT: Final = (
    "Ủy ban nhân dân {units} khẩn trương gửi báo cáo{to}, nêu đủ các số liệu được yêu cầu."
)
REMINDER_INCOMPLETE: Final = "Các đơn vị sau bổ sung số liệu còn thiếu:"
REMINDER_MISSING: Final = "- Ủy ban nhân dân {unit}: {names};"
REMINDER_OTHERS: Final = "- {count} đơn vị khác có báo cáo chưa nêu đủ số liệu;"
REMINDER_CLOSING: Final = (
    "Đơn vị nào đã gửi, đề nghị thông báo lại số, ngày của văn bản để cập nhật. Trân trọng./."
)
LEFTOVERS_BY_REVIEW: Final = (
    "Chưa trả lời được ở đây: tên đơn vị khác còn sót trong một văn bản được tìm khi soát văn bản đó; "
    "gửi tệp văn bản rồi chọn “Kiểm tra trước khi trình”."
)
NO_COPIES: Final = "Không có cặp báo cáo nào của các đơn vị khác nhau trùng nhau từ {share}% số câu trở lên."
COPIES: Final = "{count} cặp báo cáo có nhiều câu gần như giống nhau:"
COPIED_SHARE: Final = (
    "{left} và {right}: {count} câu gần như giống nhau, bằng {count}/{total_left} câu của {left} ({share_left}%), "
    "{count}/{total_right} câu của {right} ({share_right}%)"
)
NAME_LEFT_IN: Final = "Trong báo cáo của {unit} còn tên đơn vị khác: “{text}”"
DIFFERENCES_COLUMN: Final = "Chỗ khác nhau"
WORD_FOR_WORD: Final = "trùng nguyên văn"
COPIES_BEWARE: Final = (
    "Câu giống nhau có thể do cùng đề cương, cùng mẫu; cần hỏi lại đơn vị trước khi kết luận. "
    "Không tính phần mở đầu, căn cứ, nơi nhận, phụ lục."
)
COPIES_DIFFER: Final = (
    "Trong các câu giống nhau có {changed} câu khác vài chữ. Ngoài ra, {left} có {rest_left} câu riêng, {right} có "
    "{rest_right} câu riêng."
)
NO_CONTRADICTIONS: Final = (
    "Chưa thấy số liệu mâu thuẫn trong văn bản của {count} đơn vị (chỉ so kết quả với kết quả, cùng kỳ)."
)
STATED_APART: Final = (
    "Các chỗ dưới đây nêu số khác nhau ({values}). Có mâu thuẫn hay không thì cần hỏi lại đơn vị: "
    "hai chỗ có thể nói về hai việc."
)
STATED_ALIKE: Final = "Các chỗ tìm thấy nêu cùng một số."
STATED_ONCE: Final = "Chỉ tìm thấy một chỗ nêu con số được hỏi, chưa đối chiếu được."
NUMBER_NOT_STATED: Final = "Không thấy số {values} về cùng nội dung trong văn bản của đơn vị."
CONTRADICTIONS: Final = "{count} chỗ cùng một số liệu được nêu khác nhau ({units}):"
CONTRADICTION_COLUMNS: Final = ("Đơn vị", "Chỉ tiêu", "Nêu", "Nêu khác", "Ở đâu")
WHERE: Final = {
    "within": "trong cùng {documents}",
    "plan": "giữa {documents}",
    "documents": "giữa hai văn bản cùng kỳ: {documents}",
}
CONTRADICTIONS_BEWARE: Final = "Cần hỏi lại đơn vị số nào đúng; trợ lý không chọn thay."
IN_PERIOD: Final = " của {period}"
WITHOUT_REPORT: Final = "Chưa có báo cáo{period} trong kho: {count} trong {total} đơn vị ({among}): {units}."
REPORT_HELD: Final = "Kho có văn bản{period} của {units}."
REPORT_NOT_HELD: Final = "Kho chưa có văn bản{period} của {units}."
LATE_UNITS: Final = "Báo cáo muộn: {count} đơn vị ({units})."
NO_REQUEST: Final = (
    "Kho chưa có công văn, kế hoạch nào của cấp trên yêu cầu báo cáo nên không xác định được ai còn thiếu."
)
NO_DEADLINE: Final = "không nêu hạn"
NAMED_UNITS: Final = "các đơn vị được hỏi"
COVERAGE_BOARD: Final = (
    "{request}, hạn: {due}. Đã có báo cáo: {reported} trong {total} đơn vị (tính trên {among}); "
    "báo cáo muộn: {late}; báo cáo còn thiếu số liệu: {incomplete}."
)
COVERAGE_COLUMNS: Final = ("Đơn vị", "Báo cáo", "Chỉ tiêu còn thiếu")
NOT_REPORTED_YET: Final = "chưa có trong kho"
ALL_MISSING: Final = "tất cả"
NOTHING_MISSING: Final = "đủ"
ON_TIME: Final = {True: "muộn", False: "đúng hạn", None: "chưa rõ hạn hay ngày"}
REMINDER: Final = "Nội dung nhắc, chép gửi được"
COVERAGE_BEWARE: Final = "Chỉ biết những báo cáo đã nạp vào kho; đơn vị có thể đã gửi theo đường khác."
ALL_QUANTIFIED: Final = "Cả {count} đơn vị đều có ít nhất một kết quả bằng số."
UNQUANTIFIED: Final = (
    "{count} trong {total} đơn vị không nêu kết quả nào bằng số: {units} (không có nghĩa là bằng 0)."
)
ONLY_TARGETS: Final = "{unit}: chỉ nêu mục tiêu ({names})"
NO_FIGURES: Final = "{unit}: văn bản không nêu số liệu định lượng nào"
SEVERAL_STATED: Final = (
    "Nêu nhiều số khác nhau cho cùng chỉ tiêu, cùng kỳ: {units}. Khi xếp hạng lấy số ở văn bản mới nhất; "
    "cần hỏi lại đơn vị."
)
SUMMARY_ISSUER: Final = "[… cơ quan tổng hợp …]"
SUMMARY_SYMBOL: Final = "Số: …"
SUMMARY_DATE: Final = "…, ngày {day:02d} tháng {month:02d} năm {year}"
SUMMARY_KIND: Final = "Tóm tắt so sánh"
SUMMARY_SUBJECT: Final = "Số liệu báo cáo của {count} đơn vị"
SUMMARY_ALL: Final = "Từ cao xuống thấp theo mức đã nêu"
SUMMARY_HIGHEST: Final = "Cao nhất theo mức đã nêu"
SUMMARY_LOWEST: Final = "Thấp nhất theo mức đã nêu"
SUMMARY_TARGETS: Final = "Mục tiêu"
SUMMARY_MEDIAN: Final = "- Trung vị {value} {unit} ({formula}), tính trên {count} đơn vị nêu đúng một con số."
SUMMARY_SILENT: Final = "- Không nêu ({count}): {units}. Không nêu không có nghĩa là bằng 0."
HELP_DOCX: Final = "ghi bản tóm tắt một trang ra tệp Word"
CHART_SILENT: Final = "Không nêu ({count}): {units}"
CHART_BOUNDS: Final = "Gạch chéo: chỉ nêu cận (trên, tối thiểu, khoảng …), chưa phải số đúng"
CHART_MORE: Final = "… và {count} đơn vị khác (xem tệp Excel)"
UNIT_COLUMN: Final = "Đơn vị"
SHEET_RESULTS: Final = "Kết quả"
SHEET_TARGETS: Final = "Mục tiêu"
SHEET_QUOTES: Final = "Trích dẫn"
SHEET_NOTES: Final = "Ghi chú"
SHEET_ABSENT: Final = "Chưa có báo cáo"
SHEET_QUOTE_COLUMNS: Final = (
    "Mã", "Chỉ tiêu", "Đơn vị", "Giá trị như đã nêu", "Số", "So sánh", "Đơn vị tính", "Loại", "Kỳ",
    "Văn bản", "Vị trí", "Nguyên văn", "Lưu ý",
)  # fmt: skip
SHEET_NOTE_COLUMNS: Final = ("Chỉ tiêu", "Ghi chú")
SHEET_ABSENT_COLUMNS: Final = ("Đơn vị chưa có báo cáo nào trong kho",)
SHEET_SCAN: Final = "bản quét hoặc mất dấu, cần đối chiếu"
SHEET_FORMULAS: Final = (
    ("Số đơn vị nêu đúng một con số", "COUNT({area})"),
    ("Trung vị (chỉ các số đúng)", 'IF(COUNT({area})>0,MEDIAN({area}),"")'),
    ("Thấp nhất", 'IF(COUNT({area})>0,MIN({area}),"")'),
    ("Cao nhất", 'IF(COUNT({area})>0,MAX({area}),"")'),
)
HELP_COMPARE: Final = "so sánh chỉ tiêu, nội dung giữa các đơn vị"
HELP_XLSX: Final = "ghi bảng so sánh ra tệp Excel"
HELP_PNG: Final = "ghi biểu đồ ra tệp ảnh"

# Word documents (bot/rendering/word.py)
DRAFT_MARK: Final = "DỰ THẢO"
ADDRESSED: Final = "Kính gửi: {name}"
RECIPIENTS: Final = "Nơi nhận:"
SIGNER_OPEN: Final = "[… họ và tên người ký …]"
COMMENT_AUTHOR: Final = "Trợ lý báo cáo"
SOURCE_PAGE: Final = "Nguồn từng ý"
POINT: Final = "{section}, điểm {point}"
SUBJECT_OUTSIDE: Final = "Về việc (theo bảng tra đã kiểm chứng, ngoài kho): {subject}"
TITLED_NOT_HELD: Final = (
    "Kho hiện không có văn bản nào viện dẫn văn bản được hỏi; không có căn cứ để nêu số hiệu, ngày ban hành."
)
NEWER_UNKNOWN: Final = (
    "Kho và bảng tra đã kiểm chứng không ghi nhận văn bản nào thay thế {title}; chưa đủ để khẳng định là không có, "
    "cần kiểm tra trên cơ sở dữ liệu văn bản pháp luật trước khi viện dẫn."
)
LOOK_SOURCE: Final = "Câu trả lời trên lấy từ:"
LOOK_QUOTE: Final = "Nguyên văn trong văn bản:"
LOOK_SURE: Final = (
    "Câu trả lời trên dựa vào các câu sau, chép từ văn bản trong kho; kho không có căn cứ nào khác:"
)
LOOK_PERIOD: Final = "Thời gian của số liệu, theo văn bản nêu số liệu:"
LOOK_NO_PERIOD: Final = "Văn bản không ghi thời gian của số liệu; chỉ biết ngày ban hành văn bản (nếu có)."
LOOK_NOTHING: Final = (
    "Với câu hỏi trước, kho không có nội dung trả lời, nên không có nguồn, trang hay câu trích nào để nêu."
)
LOOK_NO_SUCH: Final = "Câu trả lời trên chỉ có {count} ý."
LOOK_COUNT: Final = "{count} ý trong câu trả lời trên."
LOOK_WHOLE: Final = (
    "Câu trả lời trên đã nêu đủ {count} ý tìm được; hỏi cụ thể hơn (đơn vị, phần, nội dung) để tìm thêm."
)
LOOK_ALL_TOLD: Final = "Không còn: đã nêu hết ở các câu trả lời trên."
LOOK_CUT: Final = "Danh sách còn dài; hỏi theo đơn vị, phần hoặc nội dung cụ thể để xem các ý còn lại."
LOOK_COLUMNS: Final = "Bảng trên không có cột đó; các cột là: {columns}."
NO_OWN_FIGURE: Final = (
    "Chưa có số liệu của đơn vị thì để chỗ trống bằng dấu […] và ghi cần điền gì, ví dụ “Toàn xã có […] tổ công nghệ "
    "số cộng đồng”; có số rồi mới điền."
)
NO_BORROWED_FIGURE: Final = (
    "Không lấy số của đơn vị khác, số của kỳ trước hay số ước đoán để thay; trước khi ký phải điền hoặc bỏ mọi chỗ "
    "còn dấu […]."
)
LOOK_SCAN: Final = "{document} là bản quét hoặc bản chữ mất dấu."
LOOK_NO_SCAN: Final = "{document} không phải bản quét, chữ đọc được trực tiếp từ tệp."
LOOK_SCANNED: Final = "bản quét"
LOOK_NO_PAGE: Final = "tệp không chia trang"
LOOK_ISSUED: Final = "{document} ban hành ngày {date}"
LOOK_MORE: Final = "… còn {count} chỗ khác; bấm “Nguồn” để xem hết."
VALIDITY_UNKNOWN: Final = (
    "Kho không cho biết văn bản này còn hiệu lực hay không, chỉ cho biết có được viện dẫn; "
    "cần kiểm tra trên cơ sở dữ liệu văn bản pháp luật trước khi viện dẫn."
)
SHARED_POINTS: Final = "Nhiều đơn vị cùng nêu"
SINGLE_POINTS: Final = "Chỉ một đơn vị nêu"
ALIKE_POINTS: Final = "Nội dung tương tự"
POINT_COUNT: Final = "{name}: {count} trong {total} đơn vị"
READ_NEAREST: Final = (
    "Có {total} văn bản trong kho liên quan; dưới đây chỉ xét {count} văn bản gần với câu hỏi nhất. "
    "Nêu tên đơn vị để xem đúng văn bản cần."
)
THEME_STATED: Final = "{theme}: {count} trong {total} đơn vị nêu ({units})."
POINT_ALSO: Final = "cũng nêu: {units}"
THEME_NOT_STATED: Final = "Không nêu: {units}."
NAMES_NOT_GIVEN: Final = "Không thấy tên cụ thể trong văn bản của: {units}."
NOT_ADDRESSED_BY: Final = "Không thấy kiến nghị như vậy gửi cơ quan được hỏi trong văn bản của: {units}."
NOT_SAID_BY: Final = "Không thấy ý này, theo từ ngữ được hỏi, trong văn bản của: {units}."
DOCUMENT_ABOUT: Final = "{document} ({title})"

# Drafts (bot/assistant/drafting/drafter.py, answers/drafting.py, bot/commands/drafting.py)
AND: Final = " và "
DRAFT_LEFT_OUT: Final = "Không đưa vào bản nháp {titles}: {reason}."
DRAFT_ABOLISHED: Final = "cơ quan ban hành đã hợp nhất hoặc không còn từ 01/7/2025, cần tìm văn bản thay thế"
DRAFT_SUPERSEDED: Final = "đã được {by} thay thế, kiểm tra trước khi viện dẫn"
DRAFT_LOCAL: Final = "văn bản của địa phương khác, thay bằng văn bản tương ứng của đơn vị"
DRAFT_REPORTS: Final = ", {committee} báo cáo kết quả thực hiện như sau:"
DRAFT_PLANS: Final = ", {committee} ban hành Kế hoạch triển khai thực hiện với các nội dung như sau:"
DRAFT_REQUEST_OPEN: Final = "Thực hiện [… số, ngày, trích yếu văn bản giao báo cáo …]"
DRAFT_UNDER: Final = "Thực hiện {instruments}"
DRAFT_DIRECTED: Final = "UBND {kind} tổ chức quán triệt, triển khai thực hiện các văn bản chỉ đạo của cấp trên, gồm: {instruments}."
DRAFT_PROPOSE: Final = "Đề nghị cấp có thẩm quyền"
DRAFT_OTHER_FIELD: Final = "Nội dung khác"
PLAN_TITLES: Final = {"opening": "Mở đầu", "targets": "Mục đích, yêu cầu", "tasks": "Nhiệm vụ, giải pháp"}
FIGURES_NOT_OBJECT: Final = (
    'số liệu phải là một đối tượng JSON dạng {"tên chỉ tiêu": {"value": 12, "unit": "tổ"}}'
)
FIGURE_WITHOUT_NUMBER: Final = "số liệu “{name}”: không có giá trị số (value)"
FIGURE_REFUSED: Final = "Không nhận số liệu {name} = {value}: {reason}. Xin kiểm tra và gửi lại."
SHARE_ABOVE: Final = "tỷ lệ không thể vượt quá 100%"
NEGATIVE: Final = "số liệu này không thể âm"
NOT_WHOLE: Final = "số đếm phải là số nguyên"
PART_ABOVE: Final = "lớn hơn tổng số đã nêu ({whole})"
ABOVE_WHOLE: Final = "lớn hơn tổng số đã cho ({whole})"
BELOW_PART: Final = "nhỏ hơn một bộ phận của nó đã cho ({part})"
UNIT_MISTAKEN: Final = "đơn vị tính “{unit}” không đúng với chỉ tiêu này (tính bằng {right})"
COMPARED_PERIODS: Final = " ({now} so với {before})"
COMPARED_WITH: Final = "{name} so với {base}"
THIS_PERIOD: Final = "kỳ này"
COUNTING_UNIT: Final = "số đếm"
DRAFT_HEAD: Final = "{mark} — {title} (UBND {unit})"
DRAFT_UNCHANGED: Final = "Kho không có ý nào khác để sửa theo yêu cầu này; bản nháp giữ nguyên."
FACT_ADDED: Final = "Kho không có ý này; đã thêm theo lời anh/chị, cần kiểm tra."
FACT_PLACED: Final = "Đã ghi {figure} vào chỗ “{place}”; kiểm tra đúng chỉ tiêu."
FACT_OF_OTHER: Final = "“{words}” nói về đơn vị khác, không ghi vào bản nháp."
FACTS_BY_WORD: Final = "Theo lời anh/chị, kho không có nguồn: câu {numbers}."
NUMBER_NOT_GIVEN: Final = "Bản nháp không có số {number} do anh/chị đưa vào để sửa; bản nháp giữ nguyên."
NUMBER_IN_SEVERAL: Final = (
    "Số {number} có ở nhiều chỗ ({places}); xin nêu rõ chỉ tiêu nào, ví dụ “sửa {number} tổ thành …”."
)
DRAFT_OPEN_PLACES: Final = "{count} chỗ còn trống, cần điền số liệu của đơn vị: {names}."
DRAFT_NO_PLACE: Final = "Bản nháp chưa có chỗ cho số liệu: {figure}."
DRAFT_NOTHING_OPEN: Final = "Bản nháp không còn chỗ trống về số liệu."
DRAFT_ASK_FIGURES: Final = "Gửi số liệu của đơn vị cho các chỉ tiêu sau, ví dụ “số … là …; tỷ lệ … đạt …%”:"
DRAFT_NOT_HELD: Final = (
    "Kho hiện không có văn bản tương tự nào có phần {title} để dựa vào; không tự đặt ra nội dung."
)
DRAFT_VERSION: Final = " — bản {number}"
DRAFT_SENTENCE: Final = "Câu {number}: {text}"
ASK_UNIT: Final = " ({unit})"
ASK_FIGURE: Final = "{name}{unit} là bao nhiêu? Gõ số, “bỏ qua” hoặc “dừng” (còn {left})."
FIGURE_TAKEN: Final = "Đã ghi {figure}."
DRAFT_WHICH: Final = "Anh/chị muốn sửa bản nháp nào?"
DRAFT_FIRST: Final = "Đây là bản đầu tiên, không còn gì để hoàn tác."
DRAFT_NO_VERSION: Final = "Bản nháp này không có bản {number}."
DRAFT_NOT_KEPT: Final = "Không có bản nháp nào như vậy."
DRAFT_NONE_KEPT: Final = "Anh/chị chưa có bản nháp nào. Thử: “Soạn giúp mình mục khó khăn, vướng mắc”."
DRAFTS_KEPT: Final = "Bản nháp của anh/chị, mới sửa đứng trước:"
DRAFT_LINE: Final = "{number}. {title}, đang ở bản {version}"
DRAFT_VERSIONS: Final = "Các bản đã sửa của bản nháp {title}:"
DRAFT_VERSION_LINE: Final = "Bản {number}: “{says}”{mark}"
DRAFT_CURRENT: Final = " (đang dùng)"
DRAFT_GO_BACK: Final = "Gõ “quay lại bản …” để lấy lại một bản, “hoàn tác” để bỏ lần sửa cuối."
ACTION_UNDO: Final = "Hoàn tác"
ACTION_UNDO_SAYS: Final = "hoàn tác"
ACTION_REOPEN: Final = "Mở bản nháp {number}"
ACTION_REOPEN_SAYS: Final = "mở lại bản nháp {number}"
ACTION_FILL: Final = "Điền số liệu"
ACTION_FILL_SAYS: Final = "điền số liệu"
ACTION_SHORTER: Final = "Ngắn hơn"
ACTION_SHORTER_SAYS: Final = "ngắn hơn"
ACTION_MORE: Final = "Thêm ý"
ACTION_MORE_SAYS: Final = "thêm ý"
ACTION_CHART: Final = "Biểu đồ"
ACTION_CHART_SAYS: Final = "vẽ biểu đồ"
ACTION_EXCEL: Final = "Excel"
ACTION_EXCEL_SAYS: Final = "xuất Excel"
FILE_DRAFT: Final = "du-thao.docx"
FILE_SHEET: Final = "so-sanh.xlsx"
FILE_CHART: Final = "bieu-do.png"
ACTION_WORD: Final = "Tải Word"
ACTION_WORD_SAYS: Final = "tải Word"
DRAFT_REST: Final = "Tin nhắn chỉ hiện phần đầu của bản thảo; {count} câu còn lại, đến hết phần “{last}”, có trong tệp Word: bấm “Tải Word” hoặc gửi “tải Word”."
DRAFT_OWN_ONLY: Final = "Bản nháp không lấy số liệu của đơn vị khác: chỗ cần số liệu đều để trống cho đơn vị điền, hoặc chỉ có số do anh/chị đưa."
DRAFT_NOT_ON_TOPIC: Final = "Kho không có ý nào đúng nội dung được hỏi trong phần này. Dưới đây chỉ là các ý chung của văn bản về “{subject}”; phải sửa cho đúng lĩnh vực."
DRAFT_NOT_SPOKEN_OF: Final = "Kho không có văn bản nào nói về nội dung này nên không có ý để soạn theo. Dưới đây chỉ là khung đề mục, đơn vị tự viết nội dung; không lấy câu chữ của lĩnh vực khác."
DRAFT_MENTIONED_ONLY: Final = "Kho không có văn bản riêng về nội dung này. Dưới đây chỉ là những ý có nhắc đến nó trong văn bản về “{subject}”; chỗ không có ý nào thì để trống cho đơn vị viết."
DRAFT_DEADLINE: Final = "Hạn gửi: {due}, nơi nhận: {to} (theo {document})."
DRAFT_TO_WRITE: Final = "[… nội dung: {title} …]"
HELP_DRAFT: Final = "soạn một mục hoặc cả báo cáo, kế hoạch"
DRAFT_WRITTEN: Final = "Đã ghi {path}."
TEMPLATE_WITHOUT_FIELDS: Final = (
    "mẫu không có trường nào; đánh dấu chỗ cần điền bằng {{tên trường}}, ví dụ {{khó khăn}}"
)
TEMPLATE_UNKNOWN_FIELDS: Final = "mẫu có trường không hiểu được: {fields}. Đặt tên theo mục (“khó khăn”, “kết quả”), theo chỉ tiêu, hoặc: cơ quan, đơn vị, địa danh, trích yếu, kính gửi, nội dung"
TEMPLATE_NEEDS_DOCX: Final = "--template cần đi với --docx: nơi ghi tệp đã điền"
TEMPLATE_UNREADABLE: Final = "{path}: không đọc được tệp mẫu ({reason})"
ADDRESSEE_OPEN: Final = "[… nơi nhận báo cáo …]"
HELP_TEMPLATE: Final = "mẫu .docx của đơn vị, các trường viết trong hai dấu ngoặc nhọn"
NOTHING_TO_WRITE: Final = "Chưa có bản nháp hay bảng so sánh nào để xuất ra tệp."
FILE_SUMMARY: Final = "so-sanh.docx"
SUMMARY_COLUMNS: Final = ("STT", "Đơn vị")
COMPARED_TITLE: Final = "Bảng so sánh chỉ tiêu"
COMPARED_ANNEXED: Final = "Số liệu của từng đơn vị có trong Phụ lục kèm theo."
COMPARED_CELL: Final = "{value} ({nature})"
DRAFT_RECIPIENT_ABOVE: Final = "Như trên"
DRAFT_RECIPIENTS: Final = (
    "Thường trực Đảng ủy, HĐND {kind} (để b/c)",
    "Chủ tịch, các Phó Chủ tịch UBND {kind}",
    "Lưu: VT, VHXH",
)
DRAFT_CLOSING: Final = "Trên đây là {paper} của {committee}./."
DRAFT_CLOSING_TO: Final = "Trên đây là {paper} của {committee}, kính gửi {addressee} tổng hợp./."
NUMBER_OPEN: Final = "Số:        /{code}-UBND"
PLACE_DATE_OPEN: Final = "{place}, ngày      tháng      năm {year}"
YEAR_OPEN: Final = "20…"
EACH_DATED: Final = "[… địa danh …]"
OWN_WORDS: Final = "Theo lời người soạn, kho không có nguồn; cần kiểm tra."
OWN_FIGURE: Final = "Số liệu đơn vị cung cấp: {figure}."
RECKONED: Final = "Cách tính: {formula}."
SUBJECT_OPEN: Final = "[… trích yếu …]"
AUTHORITY: Final = ("TM. Ủy ban nhân dân", "Chủ tịch")
AND_MORE: Final = "và {count} đơn vị khác"
GIVEN_TARGET: Final = "mục tiêu {said}"
DRAFT_LATER: Final = "Công văn số {symbol}"

# Review (bot/assistant/checks, bot/assistant/review.py, bot/commands/reviewing.py)
REVIEW_FROM_DOCUMENT: Final = "{place}: «{quote}»"
REVIEW_FROM_TABLE: Final = "bảng tra đã kiểm chứng, ngoài kho ({source})"
REVIEW_IN_DOCUMENT: Final = "chính văn bản này: «{quote}»"
REVIEW_SEARCHED: Final = "đã tìm trong {count} văn bản của kho và bảng tra đã kiểm chứng"
REVIEW_BY_SYMBOL: Final = "chữ viết tắt tên loại văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục III)"
REVIEW_RULE_SYMBOL: Final = (
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 3; văn bản của Đảng: số-LOẠI/CƠ QUAN"
)
REVIEW_RULE_FIRST: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 6b"
REVIEW_RULE_CALENDAR: Final = "lịch và ngày ghi trong văn bản"
REVIEW_RULE_UNITS: Final = "bảng đơn vị hành chính từ ngày 01/7/2025"
REVIEW_CHECK_ORIGINAL: Final = "Đối chiếu bản gốc rồi sửa; không tự đoán."
REVIEW_SAY_WHICH: Final = "Ghi đủ số, ký hiệu, ngày, cơ quan ban hành của văn bản muốn nói."
REVIEW_FIND_REPLACEMENT: Final = (
    "Thay bằng văn bản của cơ quan hiện nay, hoặc ghi rõ đây là văn bản trước sắp xếp."
)
REVIEW_CITE_INSTEAD: Final = "Viện dẫn {symbol}, hoặc nêu kèm {symbol}."
REVIEW_ASK_ISSUER: Final = "Ghi thêm theo bản gốc; kho không có nên không tự điền."
REVIEW_OTHER_DATE: Final = "{title}: ghi {written}, nguồn đối chiếu ghi {right}."
REVIEW_OTHER_ISSUER: Final = "{title}: ghi của {written}, nguồn đối chiếu ghi của {right}."
REVIEW_OTHER_TITLE: Final = "{title}: ghi trích yếu “{written}”, nguồn đối chiếu ghi “{right}”."
REVIEW_TITLE_WORDING: Final = "{title}: trích yếu ghi “{written}”, nguồn đối chiếu ghi “{right}”."
REVIEW_OTHER_KIND: Final = "{symbol}: chữ “{code}” trong ký hiệu là của {right}, văn bản ghi là {written}."
REVIEW_OTHER_NUMBER: Final = (
    "{written}: không tìm thấy văn bản này; đúng ngày, nội dung hoặc cách viết ấy là {right}."
)
REVIEW_DATES_APART: Final = "{title}: chỗ này ghi {written}, chỗ khác trong cùng văn bản ghi {other}."
REVIEW_UNKNOWN: Final = "{title}: chưa đối chiếu được, kho và bảng tra không có; đây chưa phải là lỗi."
REVIEW_LOOK_UP: Final = "Xem lại bản gốc về số, ngày, cơ quan ban hành, trích yếu."
REVIEW_OTHER_BODY: Final = "{symbol}: chữ “{code}” trong ký hiệu là của {right}, văn bản ghi của {written}."
REVIEW_TITLE_TAIL: Final = "{title}: tên văn bản không có đoạn cuối “{tail}”."
REVIEW_AMBIGUOUS: Final = "“{title}” có thể là nhiều văn bản: {choices}."
REVIEW_NO_SYMBOL: Final = (
    "“{title}”: không ghi ký hiệu, ngày, cơ quan ban hành; trong văn bản không có chỗ nào ghi đủ."
)
REVIEW_STYLE: Final = (
    "“{written}”: sai kiểu ký hiệu (Nhà nước: số/LOẠI-CƠ QUAN; Đảng: số-LOẠI/CƠ QUAN); đúng là {symbol}."
)
REVIEW_STYLE_SPACES: Final = "“{written}”: trong ký hiệu không có dấu cách; đúng là {symbol}."
REVIEW_STYLE_LETTERS: Final = "“{written}”: sai chữ hoa, chữ thường trong ký hiệu; đúng là {symbol}."
REVIEW_BAD_DATE: Final = "{title}: ngày ban hành ghi không hợp lệ."
REVIEW_LATER_THAN_OWN: Final = "{title}: ghi {date}, sau ngày của chính văn bản này ({own})."
REVIEW_LACKS_KIND: Final = "tên loại văn bản"
REVIEW_LACKS_DATE: Final = "ngày ban hành"
REVIEW_LACKS_ISSUER: Final = "cơ quan ban hành"
REVIEW_LACKS_SUBJECT: Final = "trích yếu"
REVIEW_FIRST_LACKS: Final = "{title}: viện dẫn lần đầu thiếu {lacking}."
UNCHECKED_NO_CORPUS: Final = (
    "Chưa nạp kho văn bản: không đối chiếu được với văn bản khác, chỉ đối chiếu bảng tra."
)
UNCHECKED_OWN: Final = "Văn bản của chính đơn vị, kho không có để đối chiếu: {title}."
UNCHECKED_NO_ISSUER: Final = "Không ghi cơ quan ban hành nên không đối chiếu được: {title}."
UNCHECKED_FORMER: Final = "Văn bản của cơ quan trước ngày 01/7/2025, kho không có để đối chiếu: {title}."
REVIEW_WHOLE: Final = "cả văn bản"
REVIEW_SEVERITIES: Final = {"high": "Phải sửa", "medium": "Nên sửa", "low": "Xem lại"}
REVIEW_KINDS: Final = {
    "instrument_mismatch": "văn bản viện dẫn không khớp",
    "instrument_unknown": "văn bản chưa đối chiếu được",
    "instrument_ambiguous": "chưa rõ văn bản nào",
    "symbol_style": "ký hiệu",
    "bad_date": "ngày tháng",
    "abolished_issuer": "cơ quan ban hành không còn",
    "superseded": "đã có văn bản thay thế",
    "citation_incomplete": "viện dẫn thiếu",
    "indicator_missing": "thiếu chỉ tiêu",
    "section_missing": "thiếu mục",
    "figure_contradiction": "số liệu mâu thuẫn",
    "result_target_mixed": "lẫn kết quả và mục tiêu",
    "copied_from_other_unit": "sót nội dung của nơi khác",
    "open_slot": "chỗ còn trống",
    "format": "thể thức",
    "spelling": "chính tả",
}
REVIEW_LINE: Final = "{kind} ({place}): {reason} → {proposal} (Căn cứ: {source})"
REVIEW_GROUP: Final = "{kind}, {count} chỗ: {items}{proposal} (Căn cứ: {source})"
REVIEW_ITEM: Final = "{reason} ({place})"
REVIEW_ITEMS: Final = {
    "spelling": "“{quote}” → {proposal} ({place})",
    "symbol_style": "“{quote}” → {proposal} ({place})",
    "abolished_issuer": "{quote} ({place})",
    "instrument_unknown": "{quote} ({place})",
    "open_slot": "“{quote}” ({place})",
}
REVIEW_ITEMS_MORE: Final = "; và {count} chỗ nữa"
REVIEW_NOT_COMPARED: Final = "Chưa đối chiếu được (chưa phải là lỗi)"
REVIEW_HEAD: Final = "{document}: {count} điểm cần xem ({counts})."
REVIEW_MORE: Final = " Còn {count} điểm nữa trong tệp có ghi chú."
REVIEW_NOTHING: Final = "{document}: không thấy điểm nào cần sửa. Đã xem {citations} văn bản viện dẫn, {figures} số liệu, {sections} mục."
REVIEW_UNCHECKED: Final = "Chưa kiểm tra được:"
HELP_REVIEW: Final = "soát một văn bản trước khi trình: viện dẫn, chỉ tiêu, số liệu, thể thức, chính tả"
HELP_REVIEW_DOCX: Final = "ghi lại tệp Word kèm ghi chú tại chỗ"
REVIEW_NEEDS_DOCX: Final = "{path}: chỉ ghi chú được vào tệp Word (.docx)"
REVIEW_WRITTEN: Final = "Đã ghi {path} với {count} ghi chú."
REVIEW_RULE_DATE: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 4"
REVIEW_RULE_LAYOUT: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 6c"
REVIEW_RULE_NATURE: Final = "tên mục và lời văn của chính văn bản này"
REVIEW_RECKONED: Final = "tính từ các số trong chính văn bản này"
REVIEW_NO_SUCH_DAY: Final = "“{written}”: không có ngày này."
REVIEW_DATE_ZEROS: Final = "“{written}”: ngày dưới 10 và tháng 1, 2 ghi thêm số 0, các tháng khác không ghi."
UNCHECKED_NO_REQUEST: Final = (
    "Kho không có công văn, đề cương yêu cầu báo cáo này: chưa kiểm tra được chỉ tiêu bắt buộc."
)
UNCHECKED_SECTIONS: Final = "Không nhận ra các mục của văn bản: chưa kiểm tra được mục còn thiếu."
UNCHECKED_FEW_ALIKE: Final = "Kho chỉ có {count} văn bản cùng loại: chưa kiểm tra được mục còn thiếu."
REVIEW_INDICATOR_MISSING: Final = "{request} yêu cầu nêu “{name}”, văn bản không có số liệu này."
REVIEW_INDICATOR_ADD: Final = "Bổ sung số liệu của đơn vị: {name}."
REVIEW_OTHER_TARGET: Final = "{name}: mục tiêu ghi khác {plan}."
REVIEW_TARGET_RIGHT: Final = "Ghi theo kế hoạch: «{quote}», hoặc nêu rõ đã điều chỉnh."
REVIEW_SECTION_MISSING: Final = (
    "Không có phần {title}; {count} trong {total} văn bản cùng loại trong kho có phần này."
)
REVIEW_SECTION_ADD: Final = "Bổ sung phần {title}."
REVIEW_RULE_SIGNING: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7a"
REVIEW_NO_TM: Final = "Ký thay Chủ tịch nhưng thiếu dòng thay mặt Ủy ban nhân dân (TM.)."
REVIEW_TM_RIGHT: Final = "Thêm dòng “TM. ỦY BAN NHÂN DÂN” phía trên “KT. CHỦ TỊCH”."
REVIEW_NO_KT: Final = "Cấp phó ký nhưng thiếu dòng ký thay (KT.)."
REVIEW_KT_RIGHT: Final = "Thêm dòng “KT. CHỦ TỊCH” phía trên chức vụ của người ký."
REVIEW_NO_DEPUTY: Final = "Có dòng ký thay (KT.) nhưng không ghi chức vụ của cấp phó."
REVIEW_DEPUTY_RIGHT: Final = "Ghi chức vụ người ký, ví dụ “PHÓ CHỦ TỊCH”, dưới dòng “KT.”."
REVIEW_PLACE: Final = "Địa danh “{written}” đặt theo tên người hoặc số thứ tự nên phải ghi đủ: “{right}”."
REVIEW_OTHER_YEAR: Final = (
    "Câu kết ghi năm {written}, tên văn bản ghi {title}: có thể sót từ văn bản năm khác."
)
REVIEW_YEAR_OVER: Final = "Nêu nhiệm vụ, mục tiêu cho năm {year}, văn bản ban hành năm {issued}."
REVIEW_YEAR_COVERED: Final = "Nêu nhiệm vụ, phương hướng cho năm {year}, thuộc chính kỳ báo cáo ({span})."
REVIEW_HEADING_NAMES: Final = "Mục “{heading}” có phần “{part}”, tên mục không nêu."
REVIEW_HEADING_FIX: Final = "Đặt tên mục và tên các phần cho khớp nhau."
REVIEW_ONE_YEAR: Final = "Thống nhất năm, kỳ báo cáo với tên văn bản."
REVIEW_NUMBER_TWICE: Final = "Số mục {number} dùng hai lần."
REVIEW_NUMBER_JUMPS: Final = "Số mục nhảy từ {before} sang {number}."
REVIEW_RENUMBER: Final = "Đánh lại số mục theo thứ tự."
REVIEW_ANNEX: Final = {
    "unassigned": "Nhiệm vụ này có trong nội dung nhưng bảng phân công ở phụ lục không giao cho ai.",
    "unannounced": "Đầu việc này có trong phụ lục nhưng nội dung văn bản không nêu.",
    "late": "Hạn trong phụ lục sau hạn ghi trong nội dung ({deadline}).",
}
REVIEW_ANNEX_FIX: Final = "Sửa nội dung hoặc phụ lục cho khớp nhau."
REVIEW_ANNEX_SOURCE: Final = "đối chiếu nội dung với phụ lục của chính văn bản này"
REVIEW_TWO_VALUES: Final = "{name}: chỗ khác trong văn bản ghi «{other}»."
REVIEW_ONE_VALUE: Final = "Kiểm tra số liệu gốc và thống nhất một số."
REVIEW_SHARE_RIGHT: Final = "Sửa thành {exact}, hoặc sửa lại các số."
RECOUNTED_WRONG: Final = (
    "Tính lại từ các số trong cùng câu: {count} chỗ không khớp, cần kiểm tra số liệu gốc."
)
RECOUNTED_RIGHT: Final = "Tính lại từ các số trong cùng câu: khớp với số văn bản ghi."
RECKONED_OTHERWISE: Final = "{formula}, văn bản ghi {stated}."
RECKONED_AS_STATED: Final = "{formula}, đúng như văn bản ghi ({stated})."
CHANGE_RECKONED: Final = "{new} so với {old} là {way} {amount}"
CHANGE_WAYS: Final = {1: "tăng", 0: "thay đổi", -1: "giảm"}
REVIEW_PART_ABOVE: Final = "Trong tổng số {whole} không thể có {part}."
REVIEW_ABOVE_ALL: Final = "{name}: tỷ lệ trên 100%."
REVIEW_CHECK_FIGURE: Final = "Kiểm tra lại số liệu gốc."
REVIEW_AIM_IN_RESULTS: Final = "Câu nêu mục tiêu nhưng đứng trong phần kết quả."
REVIEW_MOVE_AIM: Final = "Chuyển sang phần mục tiêu, phương hướng, hoặc thay bằng kết quả đã đạt."
REVIEW_RESULT_IN_AIMS: Final = "Câu nêu kết quả đã đạt nhưng đứng trong phần mục tiêu, phương hướng."
REVIEW_MOVE_RESULT: Final = "Chuyển sang phần kết quả, hoặc ghi rõ mục tiêu cần đạt."
UNCHECKED_UNIT: Final = "Không xác định được đơn vị ban hành: chưa kiểm tra được nội dung sót của nơi khác."
UNCHECKED_MISREAD: Final = "Bản quét hoặc bản chữ mất dấu: không xét chính tả, số mục, dấu cách trong ký hiệu, vì có thể do máy đọc sai."
UNCHECKED_POOR: Final = (
    "Bản quét hoặc bản chữ mất dấu: không kiểm tra được tên đơn vị khác, kết quả lẫn mục tiêu."
)
REVIEW_OTHER_UNIT: Final = "“{name}” không phải đơn vị ban hành ({own}) hay đơn vị cũ của {own}."
REVIEW_OTHER_UNIT_FIX: Final = (
    "Thay bằng nội dung của {own} hoặc bỏ; nếu nói đến nơi khác thì ghi rõ quan hệ (phối hợp, tiếp giáp …)."
)
REVIEW_OTHER_KIND_OF_UNIT: Final = "“{written}” trong văn bản của {own}: sai loại đơn vị."
REVIEW_DISTRICT: Final = "“{written}”: cấp huyện không còn từ ngày 01/7/2025."
REVIEW_DISTRICT_FIX: Final = (
    "Thay bằng cơ quan, địa bàn hiện nay ({own} hoặc cấp tỉnh), hoặc ghi rõ là đơn vị cũ."
)
REVIEW_NO_PROVINCE: Final = "“{written}”: đơn vị thuộc {own}, không có cấp tỉnh tên “tỉnh”."
REVIEW_OTHER_PROVINCE: Final = "“{written}” không phải địa bàn của đơn vị ({own})."
REVIEW_FORMER_PROVINCE: Final = "“{written}” đã hợp nhất, nay là {own}."
REVIEW_PROVINCE_FIX: Final = "Thay bằng {own}, hoặc ghi rõ là đơn vị cũ."
REVIEW_FORMER_KIND: Final = "{name} trước đây là {kind}, văn bản ghi là {written}."
REVIEW_OTHER_DISTRICT: Final = (
    "{title} của {issuer}, nhưng {own} hình thành từ địa bàn {districts}: có thể chép từ nơi khác."
)
REVIEW_OTHER_DISTRICT_FIX: Final = "Thay bằng văn bản áp dụng cho địa bàn của đơn vị, hoặc bỏ."
REVIEW_RULE_STANDARDS: Final = (
    "nông thôn mới là tiêu chí của xã; đô thị văn minh là tiêu chí của phường, thị trấn"
)
REVIEW_STANDARD_OF_COMMUNES: Final = "“{written}”: nông thôn mới là tiêu chí của xã, đơn vị là phường."
REVIEW_STANDARD_OF_WARDS: Final = "“{written}”: đô thị văn minh là tiêu chí của phường, đơn vị là xã."
REVIEW_STANDARD_FIX: Final = "Thay bằng tiêu chí áp dụng cho {own}."
REVIEW_SUM_RIGHT: Final = "Kiểm tra lại tổng và từng phần."
REVIEW_OPEN: Final = "“{written}” chưa điền."
UNCHECKED_FORM: Final = "Mẫu biểu ở phụ lục để trống cho nơi khác điền: không coi là chỗ còn thiếu."
REVIEW_OPEN_FIX: Final = "Điền số liệu, nội dung của đơn vị hoặc bỏ câu."
REVIEW_IN_TEXT: Final = "chính văn bản này"
REVIEW_MISSPELLED: Final = "“{written}”: sai chính tả."
REVIEW_ABBREVIATION: Final = "“{written}”: viết sai chữ viết tắt."
REVIEW_DOUBLED: Final = "“{written}”: lặp từ."
REVIEW_TIMES: Final = " Gặp {count} lần."
REVIEW_SPELL_CHECK: Final = "Đọc lại và sửa từ này."
REVIEW_RULE_SPELLING: Final = "chính tả tiếng Việt và từ ngữ hành chính thường dùng"
UNCHECKED_LAYOUT: Final = "Không phải tệp Word (.docx): chưa kiểm tra được lề, phông, cỡ chữ, số trang."
UNCHECKED_NO_HEAD: Final = (
    "Không thấy Quốc hiệu, Tiêu ngữ, Nơi nhận: coi là một đoạn trích, không kiểm tra đủ thành phần thể thức."
)
REVIEW_DECREE: Final = "Nghị định 30/2020/NĐ-CP, {place}"
REVIEW_PAGE_SIZE: Final = "Khổ giấy phần {number} là {size}, không phải A4."
REVIEW_A4: Final = "Đặt khổ A4 (210 × 297 mm)."
REVIEW_SIDES: Final = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
REVIEW_MARGIN: Final = "Lề {side} (phần {number}) là {written} mm."
REVIEW_MARGIN_RIGHT: Final = "Đặt lề {side} từ {low} đến {high} mm."
REVIEW_NO_PAGE_NUMBER: Final = "Không có số trang."
REVIEW_NUMBER_BELOW: Final = "Số trang đặt ở lề dưới."
REVIEW_FIRST_NUMBERED: Final = "Số trang hiện cả ở trang thứ nhất."
REVIEW_NUMBER_ASIDE: Final = "Số trang không ở giữa."
REVIEW_PAGE_NUMBER_RIGHT: Final = "Đặt số trang ở giữa lề trên, không hiện ở trang thứ nhất."
REVIEW_FONT: Final = "Dùng phông {name}."
REVIEW_FONT_RIGHT: Final = "Dùng phông {name}."
REVIEW_COLOR: Final = "Chữ không phải màu đen."
REVIEW_COLOR_RIGHT: Final = "Đặt chữ màu đen."
REVIEW_PARTS: Final = {
    "country": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "symbol": "số, ký hiệu",
    "place_date": "địa danh, ngày tháng",
    "kind": "tên loại văn bản",
    "recipients_title": "Nơi nhận",
    "authority": "quyền hạn, chức vụ người ký",
}
REVIEW_BODY: Final = "nội dung"
REVIEW_PART_MISSING: Final = "Thiếu {part}."
REVIEW_PART_ADD: Final = "Bổ sung {part}."
REVIEW_PART_ORDER: Final = "{first} đứng sau {second}."
REVIEW_PART_ORDER_RIGHT: Final = "Đưa {first} lên trước {second}."
REVIEW_PART_SIZE: Final = "Cỡ chữ của {part} là {written}, quy định {allowed}."
REVIEW_SIZE_RIGHT: Final = "Đặt cỡ chữ {allowed}."
REVIEW_TRAITS: Final = {"bold": {True: "đậm", False: "không đậm"}, "italic": {True: "nghiêng", False: "đứng"}}
REVIEW_PART_TRAIT: Final = "Chữ của {part} phải {wanted}."
REVIEW_TRAIT_RIGHT: Final = "Đặt chữ {wanted}."
REVIEW_NOT_JUSTIFIED: Final = "Nội dung không canh đều hai lề."
REVIEW_JUSTIFY: Final = "Canh đều hai lề."
REVIEW_INDENT: Final = "Dòng đầu đoạn lùi {written} cm."
REVIEW_INDENT_RIGHT: Final = "Lùi dòng đầu 1 cm hoặc 1,27 cm."
REVIEW_LINE_SPACING: Final = "Cách dòng {written}."
REVIEW_LINE_SPACING_RIGHT: Final = "Đặt cách dòng từ đơn (1,0) đến 1,5."
REVIEW_SPACE: Final = "Cách đoạn {written}pt."
REVIEW_SPACE_RIGHT: Final = "Đặt cách đoạn tối thiểu 6pt."
REVIEW_COMMENT: Final = "{severity} – {kind}. {reason}\nĐề xuất: {proposal}\nCăn cứ: {source}"
DRAFT_FROM_PART: Final = "Có ý lấy từ phần {name} của văn bản khác; viết lại cho hợp với mục này."
REVIEW_SAME_SENTENCE: Final = "Cùng một câu, khác số"
SHEET_UNREADABLE: Final = "{path}: không đọc được bảng tính ({error}); lưu lại ở định dạng .xlsx"
OFFICE_OPEN: Final = "[… đơn vị chủ trì …]"
ANNEX: Final = "Phụ lục"
TASKS_TITLE: Final = "Phân công thực hiện các nhiệm vụ"
TASKS_ATTACHED: Final = "(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng      năm 20… của {committee})"
DRAFT_TASK_COLUMNS: Final = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
TASKS_ANNEXED: Final = "Nhiệm vụ cụ thể được phân công tại Phụ lục kèm theo Kế hoạch này."
