"""Every sentence the Telegram bot says by itself: all that is not part of an answer."""

from __future__ import annotations

from typing import Final

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
PLACE_HINT: Final = "\nGhi đơn vị để trợ lý trả lời và soạn đúng đơn vị: `/nguoidung {user_id} phường …`"
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
    "kiemtra": "Kiểm tra văn bản trước khi trình",
    "tepdagui": "Các tệp đang giữ",
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
TEMPLATE_NO_DRAFT: Final = (
    "Tệp này là **mẫu có chỗ cần điền**, nhưng chưa có bản nháp nào để điền vào. Hãy nhờ soạn trước, hoặc gửi lại mẫu "
    "kèm lời dặn, ví dụ: `/soan cả báo cáo`"
)
TEMPLATE_FAILED: Final = "Chưa điền được mẫu **{name}**: {reason}."
TEMPLATE_FILLED: Final = "{stem} - đã điền.docx"
TEMPLATE_CAPTION: Final = "Mẫu của anh/chị, đã điền từ bản nháp; chữ có sẵn trong mẫu giữ nguyên."
DRAFT_QUESTION: Final = "Soạn {what}"
COMPARE_QUESTION: Final = "So sánh {what}"
FRESH: Final = "Đã bắt đầu cuộc trao đổi mới. Mời anh/chị đặt câu hỏi."
STOPPED: Final = "Đã dừng {count} việc đang xử lý."
STOPPED_HERE: Final = "Đã dừng theo yêu cầu."
NOTHING_TO_STOP: Final = "Hiện không có việc nào đang xử lý."
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
OTHER_REASON: Final = "✍️ Viết lý do"
SKIP: Final = "Bỏ qua"
WRITE_REASON: Final = "Anh/chị hãy gửi **một tin nhắn** nêu chỗ chưa đúng, hoặc bấm Bỏ qua."
REASON_NOTED: Final = "Đã chuyển góp ý tới quản trị viên. Cảm ơn anh/chị."
WAS_QUESTION: Final = "Đây là câu hỏi, hãy trả lời"
REASONS: Final = ("Sai căn cứ", "Sai số liệu", "Thiếu ý", "Không đúng câu hỏi")
ERASE_ASK: Final = (
    "Xóa toàn bộ câu hỏi, câu trả lời, góp ý và tệp của anh/chị? Việc này không thể hoàn tác. "
    "Nhật ký quản trị (ai được cấp quyền, khi nào) vẫn giữ."
)
ERASE: Final = "Xóa"
ERASED: Final = "Đã xóa dữ liệu trao đổi của anh/chị."
CANCEL: Final = "Hủy"
KEPT_AS_IS: Final = "Đã hủy, không có gì thay đổi."

# Telegram: files
NOTHING_TO_EXPORT: Final = {
    "word": "Cuộc trao đổi này chưa có dự thảo nào. Hãy nhờ soạn trước, ví dụ: `/soan khó khăn, vướng mắc`",
    "excel": "Cuộc trao đổi này chưa có bảng so sánh nào. Ví dụ: `/sosanh tỷ lệ hồ sơ trực tuyến`",
    "chart": "Cuộc trao đổi này chưa có bảng so sánh nào. Ví dụ: `/sosanh tỷ lệ hồ sơ trực tuyến`",
}
EXPORT_CAPTIONS: Final = {
    "word": "Dự thảo theo thể thức Nghị định 30/2020/NĐ-CP; nguồn từng câu ở phần chú thích. Chỗ trống cần điền được tô màu.",
    "excel": "Bảng so sánh; mỗi số kèm câu trích nguyên văn.",
    "chart": "Vạch cận là “trên”, “tối thiểu”; đơn vị không nêu được ghi riêng.",
}
FILE_TOO_LARGE: Final = (
    "Tệp `{name}` nặng {size:.0f} MB. Telegram chỉ cho trợ lý tải tệp đến **20 MB**; xin nén lại, tách tệp, "
    "hoặc nhờ quản trị viên chép thẳng vào thư mục văn bản."
)
FILE_AFTER_NOTICE: Final = "Xin anh/chị đọc lưu ý dưới đây, bấm đồng ý rồi gửi lại tệp."
FILE_READING: Final = "Đang đọc tệp {name}… (bản quét cần vài giây mỗi trang)"
FILE_FAILED: Final = "❌ `{document}`: {reason}."
FILE_HOLDS: Final = (
    "**{document}**\n{kind}, {commune}, ngày {issued_on}\nTrích yếu: {title}\n"
    "Có {instruments} văn bản viện dẫn, {figures} số liệu, {tasks} nhiệm vụ. Chất lượng chữ: {quality}."
)
FILE_FAULTS: Final = "\n⚠️ {count} chỗ viện dẫn cần xem lại."
FILE_UNSIGNED: Final = "\n⚠️ Bản chưa có số, ngày: coi như chưa ký ban hành."
FILE_RECOGNISED: Final = "\nNhận dạng từ ảnh: {pages} trang."
FILE_CONTRADICTS: Final = "\n⚠️ {count} chỗ thân văn bản và phụ lục không khớp."
FILE_YOURS: Final = (
    "Tệp là của riêng anh/chị, không vào kho chung, tự xóa sau {days} ngày.\n"
    "Anh/chị có thể hỏi ngay, ví dụ: `báo cáo này viện dẫn những văn bản nào?`"
)
ASK_BASE: Final = "Hỏi trong kho chung"
NO_FILES: Final = "Hiện không giữ tệp nào."
FILES_HEAD: Final = "**Tệp đang giữ** (mới nhất trước)"
FILE_LINE: Final = "{number}. {file}: {name}, gửi {sent}, tự xóa {until}"
OPEN_FILE: Final = "📎 Mở tệp {number}"
FILE_OF: Final = "Tệp của {name}"
FILE_GONE: Final = "Tệp không còn, xin gửi lại."
FILE_REMOVED: Final = "Đã xóa tệp."
NO_COMMUNE: Final = "chưa rõ đơn vị"
NO_DATE: Final = "chưa rõ"
QUALITY_GOOD: Final = "tốt"
QUALITY_POOR: Final = "kém (bản quét hoặc mất dấu), nên có bản sạch"
REVIEW: Final = "Kiểm tra trước khi trình"
REVIEW_WHAT: Final = (
    "Gửi tệp báo cáo, kế hoạch cho tôi rồi bấm **Kiểm tra trước khi trình**; hoặc dán đoạn văn bản sau lệnh: "
    "`/kiemtra Thực hiện Nghị quyết số …`"
)
REVIEWING: Final = "Đang kiểm tra {name}…"
PASTED: Final = "doan-van-ban.txt"
REVIEWED: Final = " (ghi chú)"
REVIEWED_CAPTION: Final = "Tệp Word có ghi chú tại từng chỗ cần xem lại."
REMOVE_FILE: Final = "Xóa tệp"
TAKE_IN: Final = "Thêm vào kho"
REPLACE: Final = "Thay {name}"

# Telegram: deadlines
NO_DEADLINES: Final = "Các văn bản trong kho không nêu thời hạn báo cáo nào còn ở phía trước."
DEADLINES_HEAD: Final = "**Thời hạn báo cáo trong kho** (gần nhất trước)"
DEADLINE: Final = "{number}. **{when}**: {content}{commune}"
REMIND: Final = "🔔 Nhắc tôi việc {number}"
UNREMIND: Final = "🔕 Thôi nhắc việc {number}"
REMINDER_SET: Final = "Sẽ nhắc anh/chị trước hạn **{due}** trong giờ làm việc: {content}"
REMINDER_GONE: Final = "Đã thôi nhắc: {content}"
REMINDER: Final = "🔔 Hạn **{due}**: {content}"
REMINDER_LATE: Final = "🔔 Hạn **{due}** vừa qua: {content}"

# Telegram: knowledge base
RELOAD_NOTHING: Final = "Kho văn bản không có gì thay đổi: {unchanged} tệp giữ nguyên."
RELOAD_DIFFERENCE: Final = "**Nạp lại kho văn bản**\nSo với bản đang dùng: **+{added} mới**, {changed} sửa, {removed} xóa, {unchanged} giữ nguyên."
RELOAD_LISTS: Final = (
    ("added", "Mới"),
    ("changed", "Sửa"),
    ("removed", "Xóa"),
    ("read_again", "Đọc lại vì chương trình đã đổi cách đọc"),
)
RELOAD_EMPTY_FOLDER: Final = "⚠️ Thư mục văn bản **đang trống**: nạp bây giờ là xóa hết kho. Nếu tệp nằm ở ổ đĩa khác, hãy kiểm tra ổ đó trước."
RELOAD_TAKEN_BACK: Final = (
    "⚠️ Thư mục đang giữ đúng bản đã nạp rồi bị quay lại; nạp bây giờ là dùng lại bản đó."
)
RELOAD_WILL_FAIL: Final = "⚠️ {count} tệp sẽ không đọc được:"
RELOAD_STILL_FAIL: Final = "{count} tệp giữ nguyên vẫn không đọc được như lần nạp trước (xem /trangthai)."
RELOAD_OCR: Final = (
    "Có **{pages} trang ảnh** (bản quét, ảnh chụp) phải nhận dạng chữ, mỗi trang mất vài giây."
)
RELOAD_LOOKED: Final = (
    "Mới xem trước được {looked}/{total} tệp cần đọc; những tệp còn lại được báo khi nạp xong."
)
RELOAD_OTHER: Final = "Thư mục văn bản đã thay đổi từ lúc xem trước, xin xem lại trước khi nạp.\n\n"
RELOAD_REPORTED: Final = "Đã nạp xong, báo cáo ở tin nhắn dưới đây."
RELOAD_IMPOSSIBLE: Final = "Không nạp được: {reason}."
RELOAD_GO: Final = "Nạp"
RELOAD_DETAILS: Final = "Xem chi tiết"
RELOAD_BUSY: Final = "Đang có một lần nạp khác chạy; xin chờ nó xong rồi làm lại."
RELOAD_DONE: Final = (
    "✅ Đã chuyển sang bản mới lúc {time} ({seconds} giây): {added} mới, {changed} sửa, {removed} xóa, "
    "{unchanged} giữ nguyên. Trong kho: {instruments} lượt viện dẫn, {figures} số liệu, {tasks} nhiệm vụ."
)
RELOAD_READ: Final = "• `{document}`: {found}"
MORE_DOCUMENTS: Final = "… và {count} văn bản khác."
MORE_FILES: Final = "… và {count} tệp khác."
RELOAD_WARNINGS: Final = "⚠️ Viện dẫn cần xem lại trong văn bản vừa nạp:"
RELOAD_WARNING: Final = "• `{document}`: {warning}"
RELOAD_FAILED_FILES: Final = "⚠️ {count} tệp không đọc được:"
RELOAD_FAILED_FILE: Final = "• `{document}`: {reason}"
RELOAD_ABANDONED: Final = "Đã hủy lần nạp; bản cũ vẫn phục vụ, không có gì thay đổi."
RELOAD_BROKE: Final = "❌ Nạp không thành công: {reason}. Bản cũ vẫn phục vụ."
ROLLBACK: Final = "Quay lại bản trước"
ROLLBACK_PAST: Final = (
    "Nút này thuộc bản kho không còn đang dùng nên không quay lại. Muốn quay lại bản trước, gõ /quaylai."
)
ROLLBACK_IMPOSSIBLE: Final = "Không quay lại được: {reason}."
ROLLBACK_ASK: Final = "Quay lại bản kho văn bản trước lần nạp gần nhất?"
ROLLED_BACK: Final = "Đã quay lại bản kho `{generation}`."
STATUS_HEAD: Final = "**Kho văn bản: {count} văn bản**, bản `{generation}`, nạp lúc {loaded_at}."
STATUS_EMPTY: Final = "Kho văn bản đang trống. Đặt tệp vào thư mục văn bản rồi gõ /naplai."
STATUS_DOCUMENT: Final = "• {document}: {kind}{commune}{issued_on}"
STATUS_LOADING: Final = "Đang nạp kho văn bản; câu hỏi được trả lời từ bản cũ."
STATUS_QUEUE: Final = "Hàng đợi: {waiting} tin chờ xử lý, {owed} trả lời chờ gửi, {dropped} không gửi được."
STATUS_DAY: Final = "24 giờ qua: {received} tin nhận được, {failed} tin gặp lỗi."
STATUS_SIZE: Final = "Danh mục và chỉ mục: {size:.0f} MB."
STATUS_MODEL: Final = "Mô hình ngôn ngữ: {model}."
NO_MODEL: Final = "không dùng, trả lời trích từ văn bản"
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
PERSON_BUTTON: Final = "{name}"
PERSON_CHOICES: Final = (
    "{name} (mã `{user_id}`): {role}{commune}. Đổi thành:\n(đổi đơn vị: `/nguoidung {user_id} phường …`)"
)
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
AUDIT_LINE: Final = "• {time}: `{actor}` {said}"
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
    "take_in": "đưa tệp vào thư mục văn bản",
    "open_file": "mở tệp của",
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
REFUSED_BOT: Final = "Telegram không nhận TELEGRAM_BOT_TOKEN: hãy lấy lại mã từ @BotFather."
