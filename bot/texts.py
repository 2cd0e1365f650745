"""Every sentence that users read which is not part of an answer. One section per face."""

from __future__ import annotations

from typing import Final

# Messages (bot/rendering/message.py)
SOURCES: Final = "Nguồn ({count})"
MORE_SOURCES: Final = "… và {count} nguồn khác."
SECTION: Final = "mục {path}"
SECTION_NAMES: Final = {
    "header": "phần đầu văn bản",
    "title": "trích yếu",
    "opening": "phần mở đầu",
    "closing": "phần kết",
    "recipients": "nơi nhận",
    "signature": "phần ký",
    "annex": "phụ lục",
}
PAGE: Final = "trang {number}"
REREAD: Final = "Đọc lại từ bản quét, cần đối chiếu: “{text}”"
WARNING: Final = "⚠️ {text}"

# Telegram: getting in
WELCOME: Final = (
    "Chào anh/chị, tôi là **trợ lý báo cáo** của phường, xã.\n"
    "Vai trò của anh/chị: **{role}**{commune}.\n\n"
    "Hãy gõ câu hỏi như đang nhắn cho đồng nghiệp, không dấu cũng được, ví dụ:\n"
    "• `{example}`\n\n"
    "Gõ /help để xem tôi làm được những gì."
)
STRANGER: Final = (
    "Xin chào. Trợ lý này chỉ phục vụ cán bộ đã được cấp quyền.\n"
    "Nếu anh/chị có **liên kết mời**, hãy mở liên kết đó; nếu chưa, anh/chị có thể gửi yêu cầu cho quản trị viên."
)
ASK_ACCESS: Final = "Xin cấp quyền"
ACCESS_ASKED: Final = (
    "Đã gửi yêu cầu tới quản trị viên. Anh/chị sẽ nhận được tin nhắn khi yêu cầu được duyệt."
)
ACCESS_PENDING: Final = "Yêu cầu của anh/chị đang chờ quản trị viên duyệt."
ACCESS_REQUEST: Final = "**Yêu cầu cấp quyền** từ {name} (mã `{user_id}`). Cấp vai trò nào?"
ADMIT_AS: Final = "Duyệt: {role}"
DECLINE: Final = "Từ chối"
ADMITTED: Final = "Đã cấp quyền **{role}**{commune} cho {name} (mã `{user_id}`)."
YOU_ARE_ADMITTED: Final = "Anh/chị đã được cấp quyền **{role}**{commune}. Gõ /help để bắt đầu."
DECLINED: Final = "Đã từ chối yêu cầu của {name} (mã `{user_id}`)."
YOU_ARE_DECLINED: Final = (
    "Yêu cầu cấp quyền của anh/chị chưa được chấp thuận. Xin liên hệ quản trị viên của đơn vị."
)
ALREADY_DECIDED: Final = "Yêu cầu này đã được xử lý trước đó."
BAD_INVITATION: Final = (
    "Liên kết mời không đúng, đã hết hạn hoặc đã được dùng. Xin liên hệ người mời để nhận liên kết mới."
)
NOTICE: Final = (
    "**Trước khi dùng, xin anh/chị lưu ý:**\n"
    "• Không gửi nội dung thuộc **bí mật nhà nước**, thông tin nội bộ không được phổ biến.\n"
    "• Không gửi **dữ liệu cá nhân** (số định danh, số điện thoại, địa chỉ của người dân).\n"
    "• Câu trả lời dựa trên các văn bản đã nạp và luôn ghi nguồn; **anh/chị kiểm tra lại trước khi trình ký**.\n"
    "• Câu hỏi và câu trả lời được lưu {days} ngày; gõ /xoadulieu để xóa."
)
ACCEPT: Final = "Tôi đã đọc và đồng ý"
ACCEPTED: Final = "Cảm ơn anh/chị. Mời anh/chị đặt câu hỏi."
COMMUNE_OF: Final = ", {commune}"

# Telegram: roles, rights and help
ROLE_NAMES: Final = {"officer": "cán bộ", "supervisor": "lãnh đạo theo dõi", "admin": "quản trị viên"}
NOT_PERMITTED: Final = "Thao tác này dành cho {roles}. Anh/chị đang có vai trò {role}."
UNKNOWN_COMMAND: Final = "Tôi không có lệnh `/{command}`. Gõ /help để xem các lệnh; hoặc cứ hỏi bằng lời."
HELP_HEAD: Final = "**Tôi giúp được gì cho {role}**\nCứ hỏi bằng lời, có dấu hay không dấu đều được. Ví dụ:"
HELP_COMMANDS: Final = "**Các lệnh**"
HELP_TAIL: Final = (
    "Mỗi câu trả lời có nguồn: chạm vào phần **Nguồn** để mở, hoặc bấm nút Nguồn để xem từng trích dẫn. "
    "Không tìm thấy thì tôi nói là không có, không đoán."
)
EXAMPLES: Final = {
    "officer": (
        "nq57 ghi trong bao cao the nao cho dung",
        "Báo cáo chuyển đổi số cần viện dẫn những văn bản nào?",
        "Báo cáo cần nêu những chỉ tiêu nào?",
        "Soạn giúp mình mục khó khăn, vướng mắc",
    ),
    "supervisor": (
        "So sánh tỷ lệ hồ sơ trực tuyến giữa các đơn vị",
        "Đơn vị nào viện dẫn Nghị quyết 57, đơn vị nào không?",
        "Khó khăn nào các đơn vị đều nêu?",
    ),
    "admin": (
        "nạp lại kho văn bản đi",
        "file nào lỗi khi nạp",
        "kho hiện có bao nhiêu văn bản, cập nhật lúc nào",
    ),
}
COMMANDS: Final = {
    "start": "Bắt đầu",
    "help": "Hướng dẫn và ví dụ",
    "moi": "Bắt đầu cuộc trao đổi mới",
    "huy": "Dừng câu trả lời đang chạy",
    "soan": "Soạn một mục: /soan khó khăn",
    "sosanh": "So sánh các đơn vị: /sosanh dịch vụ công trực tuyến",
    "hanbaocao": "Các thời hạn báo cáo, đăng ký nhắc",
    "xoadulieu": "Xóa dữ liệu trao đổi của tôi",
    "trangthai": "Tình trạng kho văn bản và hệ thống",
    "naplai": "Nạp lại kho văn bản",
    "quaylai": "Quay lại bản kho trước",
    "moinguoi": "Mời người dùng mới",
    "nguoidung": "Danh sách, đổi vai trò, thu hồi quyền",
    "gopy": "Câu trả lời bị chê, chờ xử lý",
    "nhatky": "Nhật ký quản trị",
}

# Telegram: asking
DRAFT_WHAT: Final = "Anh/chị muốn soạn mục nào? Ví dụ: `/soan khó khăn, vướng mắc`"
COMPARE_WHAT: Final = "Anh/chị muốn so sánh chỉ tiêu nào? Ví dụ: `/sosanh tỷ lệ hồ sơ trực tuyến`"
DRAFT_QUESTION: Final = "Soạn {what}"
COMPARE_QUESTION: Final = "So sánh {what}"
FRESH: Final = "Đã bắt đầu cuộc trao đổi mới. Mời anh/chị đặt câu hỏi."
STOPPED: Final = "Đã dừng {count} câu hỏi đang xử lý."
NOTHING_TO_STOP: Final = "Hiện không có câu hỏi nào đang xử lý."
LATE: Final = "Xin lỗi anh/chị, hệ thống vừa gián đoạn. Dưới đây là trả lời cho câu hỏi lúc {time}."
TOO_LATE: Final = (
    "Xin lỗi anh/chị, hệ thống gián đoạn lâu và câu hỏi lúc {time} đã quá cũ. "
    "Nếu còn cần, xin anh/chị gửi lại: «{question}»"
)
TOO_FAST: Final = (
    "Anh/chị đang hỏi quá nhanh (tối đa {count} câu mỗi {period}). Xin chờ một chút rồi gửi lại."
)
MINUTE: Final = "phút"
DAY: Final = "ngày"
FAILED: Final = (
    "Xin lỗi anh/chị, tôi gặp lỗi khi xử lý yêu cầu này. Mã tra cứu: `{reference}`. Xin thử lại sau ít phút."
)
COPY: Final = "📋 Chép: {label}"
COPY_PLAIN: Final = "📋 Chép câu này"
SOURCE_BUTTON: Final = "Nguồn ({count})"
SOURCE_VIEW: Final = "**Nguồn {number}/{count}**\n«{quote}»\n\n{place}"
PREVIOUS: Final = "‹ Trước"
NEXT: Final = "Sau ›"
EXPIRED: Final = "Nút này đã hết hạn, xin đặt lại câu hỏi."
NOT_YOURS: Final = "Nút này dành cho người đã hỏi."
THANKS: Final = "Cảm ơn anh/chị đã góp ý."
WHY: Final = "Cảm ơn anh/chị. Câu trả lời chưa tốt ở điểm nào? (không bắt buộc)"
REASONS: Final = ("Sai căn cứ", "Sai số liệu", "Thiếu ý", "Không đúng câu hỏi")
ERASE_ASK: Final = (
    "Xóa toàn bộ câu hỏi, câu trả lời, góp ý và tệp của anh/chị? Việc này không thể hoàn tác. "
    "Nhật ký quản trị (ai được cấp quyền, khi nào) vẫn giữ."
)
ERASE: Final = "Xóa"
ERASED: Final = "Đã xóa dữ liệu trao đổi của anh/chị."
CANCEL: Final = "Hủy"
KEPT_AS_IS: Final = "Đã hủy, không có gì thay đổi."

# Telegram: knowledge base
RELOAD_NOTHING: Final = "Kho văn bản không có gì thay đổi: {unchanged} tệp giữ nguyên."
RELOAD_DIFFERENCE: Final = "**Nạp lại kho văn bản**\nSo với bản đang dùng: **+{added} mới**, {changed} sửa, {removed} xóa, {unchanged} giữ nguyên."
RELOAD_LISTS: Final = (("added", "Mới"), ("changed", "Sửa"), ("removed", "Xóa"))
RELOAD_GO: Final = "Nạp"
RELOAD_DETAILS: Final = "Xem chi tiết"
RELOAD_BUSY: Final = "Đang có một lần nạp khác chạy; xin chờ nó xong."
RELOAD_STARTED: Final = "Đang nạp… Trong lúc này câu hỏi vẫn được trả lời từ bản cũ."
RELOAD_READING: Final = "Đang đọc tệp {done}/{total}: {document}"
RELOAD_INDEXING: Final = "Đang lập chỉ mục…"
RELOAD_DONE: Final = (
    "✅ Đã chuyển sang bản mới lúc {time} ({seconds} giây): {added} mới, {changed} sửa, {removed} xóa, "
    "{unchanged} giữ nguyên. Trong kho: {instruments} lượt viện dẫn, {figures} số liệu, {tasks} nhiệm vụ."
)
RELOAD_FAILED_FILES: Final = "⚠️ {count} tệp không đọc được:"
RELOAD_FAILED_FILE: Final = "• `{document}`: {reason}"
RELOAD_ABANDONED: Final = "Đã hủy lần nạp; bản cũ vẫn phục vụ, không có gì thay đổi."
RELOAD_BROKE: Final = "❌ Nạp không thành công: {reason}. Bản cũ vẫn phục vụ."
ROLLBACK: Final = "Quay lại bản trước"
ROLLBACK_ASK: Final = "Quay lại bản kho văn bản trước lần nạp gần nhất?"
ROLLED_BACK: Final = "Đã quay lại bản kho `{generation}`."
STATUS_HEAD: Final = "**Kho văn bản: {count} văn bản**, bản `{generation}`, nạp lúc {loaded_at}."
STATUS_EMPTY: Final = "Kho văn bản đang trống. Đặt tệp vào thư mục văn bản rồi gõ /naplai."
STATUS_DOCUMENT: Final = "• {document}: {kind}{commune}{issued_on}"
STATUS_MORE: Final = "… và {count} văn bản khác."
STATUS_QUEUE: Final = "Hàng đợi: {waiting} tin chờ xử lý, {owed} trả lời chờ gửi, {dropped} không gửi được."
STATUS_NO_FAILURES: Final = "Không có tệp nào lỗi khi nạp."
NO_KIND: Final = "chưa rõ loại"

# Telegram: people
INVITE_ROLE: Final = (
    "Mời người dùng với vai trò nào?\nMuốn ghi luôn đơn vị: `/moinguoi cán bộ phường Minh Tân`"
)
INVITED: Final = (
    "Liên kết mời **{role}**{commune}, dùng một lần, hết hạn {expires}:\n{link}\n\n"
    "Chuyển tiếp riêng cho người được mời; ai mở liên kết trước sẽ nhận quyền này."
)
PEOPLE_HEAD: Final = "**{count} người dùng**"
PERSON: Final = "• {name} (mã `{user_id}`): {role}{commune}"
PEOPLE_WAITING: Final = "{count} yêu cầu đang chờ duyệt:"
PERSON_BUTTON: Final = "{name}"
PERSON_CHOICES: Final = "{name} (mã `{user_id}`): {role}{commune}. Đổi thành:"
WITHDRAW: Final = "Thu hồi quyền"
WITHDRAWN: Final = "Đã thu hồi quyền của {name} (mã `{user_id}`)."
YOU_ARE_WITHDRAWN: Final = "Quyền sử dụng của anh/chị đã được thu hồi."
LAST_ADMIN: Final = (
    "Đây là quản trị viên cuối cùng nên không thể bỏ quyền. Hãy cấp quyền quản trị cho người khác trước."
)
CONFIGURED_ADMIN: Final = (
    "Người này là quản trị viên theo cấu hình (BAOCAO_ADMINS); muốn thu hồi phải sửa cấu hình."
)
NO_SUCH_PERSON: Final = "Không tìm thấy người dùng này."
AUDIT_HEAD: Final = "**Nhật ký quản trị** (mới nhất trước)"
AUDIT_LINE: Final = "• {time}: `{actor}` {act} {subject} {detail}"
AUDIT_ACTS: Final = {
    "invite": "tạo liên kết mời",
    "join": "vào theo liên kết mời",
    "ask_access": "xin cấp quyền",
    "role": "cấp quyền cho",
    "withdraw": "thu hồi quyền của",
    "accept_notice": "đồng ý lưu ý sử dụng",
    "reload": "nạp lại kho",
    "rollback": "quay lại bản kho trước",
    "erase": "xóa dữ liệu trao đổi",
    "gold": "giữ câu hỏi làm câu kiểm tra",
}
NO_COMPLAINTS: Final = "Không có góp ý nào chờ xử lý."
COMPLAINT: Final = "👎 «{question}»\nLý do: {reason}\n\nĐã trả lời: {answer}"
NO_REASON: Final = "không nêu"
KEEP_AS_GOLD: Final = "Giữ làm câu kiểm tra"
DISMISS: Final = "Bỏ qua"
SETTLED: Final = "Đã ghi nhận."

# Telegram: operation
NO_TELEGRAM: Final = (
    "Không kết nối được tới Telegram ({reason}); đang thử lại. Nếu mạng chặn Telegram, đặt TELEGRAM_PROXY; "
    "trong lúc chờ vẫn dùng được `baocao chat` và `baocao ask`."
)
SECOND_POLLER: Final = (
    "Telegram báo có một chương trình khác đang nhận tin cho cùng bot này (lỗi 409). "
    "Hãy tắt chương trình kia; mỗi bot chỉ chạy ở một nơi."
)
SECOND_PROCESS: Final = (
    "{data}: một bot khác đang chạy trên thư mục dữ liệu này. Hãy dừng nó trước, hoặc đặt BAOCAO_DATA khác."
)
BAD_TOKEN: Final = "Telegram không nhận TELEGRAM_BOT_TOKEN: hãy lấy lại mã từ @BotFather."

# Answers (bot/assistant)
PART_BODY: Final = "nội dung"
DOCUMENT: Final = "Văn bản"
DOCUMENT_OF: Final = "{kind} {unit}"
DOCUMENT_NUMBERED: Final = "{kind} số {symbol}"
DOCUMENT_FILE: Final = "{kind} ({name})"
COUNTED: Final = "đếm trong kho"
NOT_STATED: Final = "không nêu"

FIRST_MENTION: Final = "Lần đầu ghi đầy đủ"
LATER_MENTION: Final = "Các lần sau"
ISSUED_ON: Final = "Ngày ban hành: {date}"
DATE_NOT_STATED: Final = "Ngày ban hành: các văn bản trong kho không nêu"
ISSUED_BY: Final = "Cơ quan ban hành: {issuer}"
ISSUER_NOT_STATED: Final = "không ghi cơ quan ban hành"
SUBJECT: Final = "Về việc: {subject}"
CITED_BY: Final = "{count} văn bản trong kho viện dẫn: {units}."
CITED_COUNT: Final = "{count}/{total} văn bản viện dẫn"
CITED_AT: Final = "{title} được viện dẫn ở {count} chỗ:"
NOT_CITED_IN: Final = "{document} không viện dẫn {title}."
ONLY_CITED_BY: Final = "Chỉ {citing} viện dẫn {title}."
NOT_CITED_BY: Final = "Không viện dẫn {title}: {silent}."
INSTRUMENTS_CITED: Final = "{documents} viện dẫn {count} văn bản phù hợp với câu hỏi:"
SEVERAL_INSTRUMENTS: Final = "Có {count} văn bản trong kho khớp với số này, cần chọn đúng cơ quan và ngày:"
INSTRUMENT_NOT_HELD: Final = "Kho hiện không có văn bản nào viện dẫn {name}."
INSTRUMENT_REFERENCE: Final = "Ngoài kho, bảng tra đã kiểm chứng có: {text}."
OUTSIDE_CORPUS: Final = "{symbol} là thông tin ngoài kho (nguồn kiểm chứng: {source}); cần đối chiếu bản gốc."
RIGHT_SYMBOL: Final = "Ký hiệu đúng là {symbol}."
RIGHT_SYMBOL_NOT: Final = "Ký hiệu đúng là {symbol}; cách viết {wrong} là sai, cần sửa lại."
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
CONFLICTING_DATES: Final = "Các văn bản ghi ngày khác nhau: {dates}; cần đối chiếu bản gốc."
SUPERSEDED: Final = "{symbol} đã được {by} thay thế ({scope}); kiểm tra trước khi viện dẫn."
ONE_SOURCE_ONLY: Final = "Chỉ một văn bản trong kho viện dẫn ({unit}); nên đối chiếu bản gốc."
INSTRUMENT_WARNINGS: Final = {
    "symbol_style": "{where} ghi “{written}”: sai ký hiệu, đúng là {symbol}.",
    "bad_date": "{where} ghi ngày của {symbol} không hợp lệ: “{written}”; không dùng ngày này.",
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
RESULT_IS_NOT_TARGET: Final = "Có cả kết quả và mục tiêu: không so mục tiêu với kết quả."
CHECK_SCAN: Final = "{document} là bản quét hoặc bản chữ mất dấu; nên đối chiếu bản gốc."
INDICATORS_REPORTED: Final = "Các văn bản trong kho nêu {count} chỉ tiêu liên quan:"
INDICATOR_STATED: Final = "{name} ({unit}) — có ở: {units}"
OWN_FIGURES_ONLY: Final = "Số liệu phải là số của đơn vị mình; không dùng số của đơn vị khác."

TASK: Final = "Nhiệm vụ"
TASK_ROW: Final = "phụ lục, đầu việc số {number}"
LEAD: Final = "Chủ trì"
SUPPORT: Final = "Phối hợp"
PRODUCT: Final = "Sản phẩm"
DUE: Final = "Thời gian"
TASKS_COUNTED: Final = "{document}: {groups} nhóm nhiệm vụ, {tasks} đầu việc trong bảng phân công."
LEADS_TASKS: Final = (
    "{name} chủ trì {count}/{total} đầu việc, đồng chủ trì {shared} đầu việc (các số: {numbers})."
)
TASK_COLUMNS: Final = ("Số", "Nội dung", "Chủ trì", "Thời gian")
DEADLINE: Final = "{document}: hạn {due}{recipient}."
SENT_TO: Final = ", gửi {recipient}"
DEADLINES_DIFFER: Final = "Trong cùng văn bản có các mốc thời gian khác nhau; cần hỏi lại nơi ban hành."

NUMBERED: Final = "số {symbol}"
NUMBER_BLANK: Final = "số để trống"
DATED: Final = "ngày {date}"
DATE_BLANK: Final = "ngày để trống"
SIGNED_DIGITALLY: Final = "đã ký số lúc {times}"
ISSUED: Final = "đã có số và ngày phát hành"
NOT_ISSUED_YET: Final = "chưa có đủ số và ngày"
SIGNER: Final = "người ký: {signer}"
ADDRESSEE: Final = "kính gửi {addressee}"
HELD_COUNT: Final = "Kho có {count} văn bản phù hợp (nạp lúc {time}):"

PARTLY_COVERED: Final = "Đoạn trích chỉ khớp một phần câu hỏi; đọc nguồn trước khi dùng."
DECLINED_OVERRIDE: Final = "Không thực hiện được yêu cầu này: trợ lý chỉ trả lời từ kho văn bản, có nguồn, và không bỏ qua quy tắc đó."
DECLINED_INVENTION: Final = (
    "Không tạo số liệu không có thật. Chỗ chưa có số nên để trống dạng […] và điền khi có số của đơn vị."
)
DECLINED_PERSONAL: Final = "Không cung cấp thông tin cá nhân (điện thoại, thư điện tử, giấy tờ tùy thân …), kể cả khi có trong văn bản."
UNIT_NOT_HELD: Final = "Kho hiện không có văn bản nào của {units}."
UNITS_HELD: Final = "Kho đang có văn bản của {count} đơn vị: {units}."
WIDER_THAN_CORPUS: Final = "Kho chỉ có văn bản của từng phường, xã, không có số liệu chung của phạm vi rộng hơn; không cộng thay được."
SILENT_DOCUMENTS: Final = "Không có thông tin này: {documents} không nêu nội dung được hỏi."
NOTHING_HELD: Final = "Kho hiện không có nội dung này."
NEAREST_FIGURE: Final = "Gần nhất: {unit} nêu {value} ({indicator}) — số của {unit}, không dùng thay."
ABOUT_BOT: Final = (
    "Trợ lý báo cáo: tra căn cứ, chỉ tiêu, nhiệm vụ, soạn và so sánh từ kho văn bản đã nạp; mọi ý đều có nguồn. "
    "Ví dụ có thể hỏi:"
)
EXAMPLES: Final = {
    "officer": (
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
HELP_DOCTOR: Final = "kiểm tra cài đặt và dữ liệu"
HELP_RUN: Final = "chạy bot Telegram"
HELP_SAMPLE: Final = "nạp kho mẫu nếu chưa có gì; không có mã bot thì mở trò chuyện tại chỗ"
HELP_EVAL: Final = "chấm điểm câu trả lời hoặc tìm kiếm"
ASK_USAGE: Final = 'Cách dùng: baocao ask "câu hỏi", hoặc baocao ask --batch IN.jsonl --out OUT.jsonl'
EXTRACT_USAGE: Final = (
    "Cách dùng: baocao extract TỆP --json, hoặc baocao extract --batch IN.jsonl --out OUT.jsonl"
)
CHAT_WELCOME: Final = "Trợ lý báo cáo. Gõ câu hỏi; /moi để bắt đầu lại, /thoat để kết thúc."
CHAT_PROMPT: Final = "› "
PROGRESS: Final = {
    "reading": "Đang đọc {done}/{total}: {document}",
    "indexing": "Đang lập chỉ mục {total} văn bản …",
}
RELOADED: Final = "Mới {added}, sửa {changed}, xóa {removed}, giữ nguyên {unchanged}, không đọc được {failed} ({seconds} giây)."
STATUS_HEAD: Final = "Kho có {count} văn bản, nạp lúc {time}."
STATUS_POOR: Final = " ⚠️ bản quét/mất dấu, nên đối chiếu"
PASSAGES: Final = "đoạn"
ROLLED_BACK: Final = "Đã quay lại bản nạp {generation}."
NO_TOKEN: Final = (
    "Chưa có TELEGRAM_BOT_TOKEN nên không chạy được bot Telegram. Dùng `baocao chat` để trò chuyện tại đây."
)
SAMPLE_LOADED: Final = "Đã nạp kho mẫu ({count} văn bản giả định) vào {data}."
HELP_EVAL_ANSWERS: Final = "chấm câu trả lời theo tệp chuẩn"
HELP_EVAL_RETRIEVAL: Final = "chấm tìm kiếm theo bộ chuẩn"
CHECK_OCR: Final = "Nhận dạng chữ (tesseract)"
NO_TESSERACT: Final = "chưa cài tesseract-ocr-vie; bản quét sẽ không đọc được"
CHECK_DATA: Final = "Thư mục dữ liệu ghi được"
CHECK_INDEX: Final = "Kho văn bản mở được"
