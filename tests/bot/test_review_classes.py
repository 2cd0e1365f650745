"""Classes of defects, each in several shapes beside right texts of the same look that must stay silent. The
communes are fictional."""

from __future__ import annotations

import pytest

from bot.assistant.review import review
from knowledge.ingest import extract
from knowledge.models import SourceText

HEAD = {
    "xã": "ỦY BAN NHÂN DÂN\nXÃ MAI KHÊ\n\nMai Khê, ngày 12 tháng 11 năm 2025\n\n",
    "phường": "ỦY BAN NHÂN DÂN\nPHƯỜNG SA ĐOÀI\n\nSa Đoài, ngày 12 tháng 11 năm 2025\n\n",
}
TITLE = "BÁO CÁO\nKết quả công tác năm 2025\n\n"
BODY = "{opening} báo cáo như sau:\n\nI. KẾT QUẢ THỰC HIỆN\n{text}\n\nII. KHÓ KHĂN\nThiếu kinh phí.\n"
OPENING = {"xã": "UBND xã Mai Khê", "phường": "UBND phường Sa Đoài"}


def kinds(text: str, unit: str) -> set[str]:
    whole = HEAD[unit] + TITLE + BODY.format(opening=OPENING[unit], text=text)
    found = review(extract(SourceText(name="văn bản.txt", text=whole)), None).findings
    return {f.kind.value for f in found}


# --------------------------------------------------------------------------- sentences

SENTENCES = {
    "tail added to a title": (
        "instrument_mismatch",
        "xã",
        [
            "Quán triệt Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trong tình hình mới.",
            "Quán triệt Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trong bối cảnh mới; tổ chức 02 hội nghị.",
            "Thực hiện Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo giai đoạn 2025 - 2030.",
            "Thực hiện Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo, tầm nhìn đến năm 2045.",
            "Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo trong kỷ nguyên số được triển khai.",
        ],
        [
            "Quán triệt Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia.",
            "Triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trên địa bàn xã.",
            "Triển khai Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo đến toàn thể giáo viên.",
            "Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị về đột phá phát triển giáo dục và đào tạo được học tập tại các chi bộ.",
            "Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII về tăng cường công tác bảo vệ, chăm sóc và nâng cao sức khỏe nhân dân trong tình hình mới.",
        ],
    ),
    "issuer that the letters do not stand for": (
        "instrument_mismatch",
        "xã",
        [
            "Thực hiện Nghị quyết số 18/NQ-CP ngày 05/3/2025 của Quốc hội về phân cấp.",
            "Thực hiện Quyết định số 812/QĐ-TTg ngày 05/3/2025 của Bộ Chính trị về nhà ở.",
            "Thực hiện Thông tư số 09/2024/TT-BNV ngày 05/7/2024 của Bộ Tài chính về tiền lương.",
            "Thực hiện Chỉ thị số 44-CT/TW ngày 05/3/2025 của Chính phủ về xây dựng Đảng.",
            "Thực hiện Nghị định số 61/2025/NĐ-CP ngày 05/3/2025 của Thủ tướng Chính phủ về quản lý chợ.",
        ],
        [
            "Thực hiện Nghị quyết số 18/NQ-CP ngày 05/3/2025 của Chính phủ về phân cấp.",
            "Thực hiện Quyết định số 812/QĐ-TTg ngày 05/3/2025 của Phó Thủ tướng Chính phủ về nhà ở.",
            "Thực hiện Chỉ thị số 44-CT/TW ngày 05/3/2025 của Ban Bí thư về xây dựng Đảng.",
            "Thực hiện Nghị quyết số 19-NQ/TW ngày 05/3/2022 của Ban Chấp hành Trung ương về nông thôn.",
            "Thực hiện Thông tư liên tịch số 12/2014/TTLT-BNV-BTC ngày 05/3/2014 của Bộ Tài chính, Bộ Nội vụ về chế độ.",
        ],
    ),
    "slip in an abbreviation": (
        "spelling",
        "xã",
        [
            "Giao Phòng VHXXH theo dõi việc này.",
            "UBBND xã ban hành 03 văn bản.",
            "HDĐND xã giám sát, HĐNND thông qua nghị quyết.",
            "Vận động qua kênh MTTTQ và các đoàn thể.",
            "Số hóa hồ sơ TTHHC tại bộ phận một cửa.",
        ],
        [
            "Giao Phòng VHXH, HĐND và UBMTTQ cùng theo dõi.",
            "Công ty TNHH MTV cấp nước và VNPT hỗ trợ lắp đặt.",
            "Các trường THCS, THPT và trung tâm GDNN-GDTX tham gia.",
            "Thực hiện QCVN, TCVN về môi trường; dùng phần mềm QLVB và mạng TSLCD.",
            "Hội CCB, LĐLĐ, Đoàn TNCS Hồ Chí Minh phối hợp.",
        ],
    ),
    "standard of another kind of unit": (
        "copied_from_other_unit",
        "phường",
        [
            "Xây dựng phường nông thôn mới thông minh.",
            "Giữ vững danh hiệu phường nông thôn mới.",
            "Hoàn thành hồ sơ phường đạt chuẩn nông thôn mới nâng cao.",
            "Mục tiêu là phường nông thôn mới kiểu mẫu về văn hóa.",
            "Đánh giá 19 tiêu chí phường đạt chuẩn nông thôn mới.",
        ],
        [
            "Các xã cũ đã đạt chuẩn nông thôn mới trước khi sắp xếp.",
            "Phường tiếp tục thực hiện chương trình nông thôn mới ở khu vực ngoại thị.",
            "Phường đạt chuẩn đô thị văn minh.",
            "Văn phòng điều phối nông thôn mới thành phố làm việc với phường.",
            "Quỹ nông thôn mới của hai xã cũ được quyết toán.",
        ],
    ),
    "kind of unit": (
        "copied_from_other_unit",
        "phường",
        [
            "Trang thông tin điện tử xã đăng 12 tin.",
            "UBND xã đã kiện toàn Ban Chỉ đạo.",
            "Công an xã tuần tra hằng đêm.",
            "Nhân dân trên địa bàn xã đồng thuận.",
            "Trạm y tế xã tiêm 300 mũi vắc xin.",
            "Phòng Kinh tế phối hợp với Công an xã và các tổ dân phố rà soát.",
        ],
        [
            "Phát triển kinh tế - xã hội và bảo đảm an sinh xã hội.",
            "Hợp tác xã mở rộng liên kết với UBND xã Mai Khê về thủy lợi.",
            "Cán bộ xã, phường được tập huấn; cán bộ xã và phường thi đua.",
            "UBND xã Sa Đoài Hạ cũ bàn giao hồ sơ.",
            "Mô hình xã hội học tập được nhân rộng.",
        ],
    ),
    "former unit of the wrong kind": (
        "copied_from_other_unit",
        "phường",
        [
            "Trụ sở xã Sa Đoài Thượng cũ được sửa chữa.",
            "Hồ sơ của phường Sa Đoài Hạ cũ đã số hóa.",
            "Sáp nhập các xã Sa Đoài Thượng, Sa Đoài Hạ thành phường.",
            "Điểm trường tại phường Sa Đoài Hạ trước đây.",
            "Nhà văn hóa thuộc thị trấn Sa Đoài Thượng cũ.",
        ],
        [
            "Trụ sở phường Sa Đoài Thượng cũ được sửa chữa.",
            "Hồ sơ của xã Sa Đoài Hạ cũ đã số hóa.",
            "Sáp nhập phường Sa Đoài Thượng và xã Sa Đoài Hạ.",
            "Chợ Sa Đoài Thượng họp mỗi ngày.",
            "Trường Tiểu học Sa Đoài Hạ đạt chuẩn.",
        ],
    ),
    "instrument of a district elsewhere": (
        "copied_from_other_unit",
        "xã",
        [
            "Thực hiện Kế hoạch số 45/KH-UBND ngày 27/02/2025 của UBND huyện Kim Trạch về chuyển đổi số.",
            "Theo Quyết định số 812/QĐ-UBND ngày 12/3/2024 của UBND quận Tây Lĩnh về giao chỉ tiêu.",
            "Theo Công văn số 77/UBND-VX ngày 12/3/2025 của Ủy ban nhân dân huyện Kim Trạch về lễ hội.",
            "Căn cứ Nghị quyết số 05/NQ-HĐND ngày 12/3/2025 của HĐND huyện Ninh Giang về ngân sách.",
            "Theo Kế hoạch số 18/KH-UBND ngày 12/3/2025 của UBND thị xã Kinh Môn về đất đai.",
        ],
        [
            "Theo Kế hoạch số 18/KH-UBND ngày 12/3/2025 của UBND huyện Yên Nhuế (cũ) về đất đai.",
            "Theo Kế hoạch số 18/KH-UBND ngày 12/8/2025 của UBND thành phố Giang Lĩnh về đất đai.",
            "Theo Quyết định số 12/QĐ-UBND ngày 12/8/2025 của UBND xã Mai Khê về phân công.",
            "Theo Kế hoạch số 31/KH-UBND ngày 02/5/2025 của UBND huyện về đất đai.",
            "Tuyến đường nối huyện Kim Trạch cũ được nâng cấp, sau khi bàn giao.",
        ],
    ),
    "places of a former level": (
        "copied_from_other_unit",
        "xã",
        [
            "Đề nghị UBND huyện bố trí kinh phí.",
            "Đội tuyển dự giải thể thao của huyện Kim Trạch.",
            "Nộp hồ sơ trên cổng dịch vụ công của tỉnh.",
            "Lãnh đạo tỉnh Nghệ An đánh giá cao.",
            "Liên thông với hệ thống thông tin giải quyết thủ tục hành chính tỉnh.",
        ],
        [
            "Trước ngày 01/7/2025, hồ sơ thuộc thẩm quyền UBND huyện Yên Nhuế được lưu riêng.",
            "UBND huyện Yên Nhuế cũ đã bàn giao 32 hồ sơ.",
            "Tỉnh hình an ninh và tinh thần phục vụ đều tốt.",
            "Người dân đến từ tỉnh Nghệ An tạm trú 12 hộ.",
            "Sản phẩm OCOP cấp tỉnh, cấp huyện trước đây giữ chứng nhận.",
            "Tiếp nhận 640 người từ tỉnh Nghệ An, thành phố Hà Nội về làm việc.",
        ],
    ),
    "sum of the parts": (
        "figure_contradiction",
        "xã",
        [
            "Toàn xã có 11 trường, gồm 04 trường mầm non, 04 trường tiểu học, 02 trường trung học cơ sở.",
            "Có 46 người hoạt động không chuyên trách, gồm 20 người ở thôn và 21 người ở xã.",
            "Diện tích 120,5 ha, gồm đất lúa 80,2 ha, đất màu 30,1 ha.",
            "Tổng kinh phí 790 triệu đồng, bao gồm: ngân sách 640 triệu, xã hội hóa 100 triệu.",
            "Trồng 300 cây xanh gồm 100 cây sấu, 150 cây bàng.",
        ],
        [
            "Toàn xã có 11 trường, gồm 04 trường mầm non, 04 trường tiểu học, 03 trường trung học cơ sở.",
            "Có 46 cán bộ, gồm 20 cán bộ và 26 công chức.",
            "Diện tích 110,3 ha, gồm đất lúa 80,2 ha, đất màu 30,1 ha.",
            "Ban Chỉ đạo có 15 thành viên, gồm 01 trưởng ban, 02 phó trưởng ban và các thành viên.",
            "Có 06 đội gồm 60 thành viên, trực 2 ca mỗi ngày.",
        ],
    ),
    "shares and wholes": (
        "figure_contradiction",
        "xã",
        [
            "Có 412/480 hộ dùng nước sạch, đạt 95,8%.",
            "Đã giải quyết 1.250/1.286 hồ sơ, đạt 87,2%.",
            "Tỷ lệ trẻ đến trường đạt 103,5%.",
            "Xã có 18 tổ, trong đó 21 tổ đạt loại tốt.",
            "Có 90 hộ trên tổng số 300 hộ đăng ký, chiếm 35%.",
        ],
        [
            "Có 412/480 hộ dùng nước sạch, đạt 85,8%.",
            "Đã giải quyết 1.250/1.286 hồ sơ, đạt 97%.",
            "Thu ngân sách đạt 103,5% dự toán.",
            "Xã có 40 tổ, trong đó 12 tổ đạt loại tốt.",
            "Có 12/14 thôn đạt chuẩn, tăng 15% so với năm trước.",
        ],
    ),
    "one count, two values": (
        "figure_contradiction",
        "xã",
        [
            "- Toàn xã có 22 tổ công nghệ số cộng đồng.\n- Toàn xã có 27 tổ công nghệ số cộng đồng.",
            "- Đã cấp 120 chứng thư số cho cán bộ.\n- Đã cấp 112 chứng thư số cho cán bộ.",
            "- Số hộ nghèo toàn xã là 37 hộ.\n- Thiếu vốn sản xuất.\n- Số hộ nghèo toàn xã là 73 hộ.",
            "- Tỷ lệ hồ sơ trực tuyến đạt 88,6%.\n- Tỷ lệ hồ sơ trực tuyến đạt 86,8%.",
            "- Tổ chức 06 buổi tập huấn cho người dân về kỹ năng số.\n- Tổ chức 09 buổi tập huấn cho người dân về kỹ năng số.",
        ],
        [
            "- Toàn xã có 22 tổ công nghệ số cộng đồng.\n- Thôn Đồi Mai có 03 tổ công nghệ số cộng đồng.",
            "- Tỷ lệ hồ sơ trực tuyến đạt 88,6%.\n- Tỷ lệ hồ sơ đúng hạn đạt 99,2%.",
            "- Căn cứ khoản 2 Điều 5 của quy chế làm việc.\n- Căn cứ khoản 3 Điều 5 của quy chế làm việc.",
            "- Quý I tổ chức 02 cuộc họp giao ban.\n- Quý II tổ chức 03 cuộc họp giao ban.",
            "- Cấp 42 giấy chứng nhận lần đầu.\n- Cấp 17 giấy chứng nhận do chuyển nhượng.",
        ],
    ),
    "doubled word": (
        "spelling",
        "xã",
        [
            "Công tác tuyên truyền được được đẩy mạnh.",
            "Phối hợp với với các đoàn thể.",
            "Triển khai triển khai kế hoạch năm.",
            "Các thôn thôn đăng ký thi đua.",
            "Cán bộ của của xã tham gia.",
        ],
        [
            "Xử lý nghiêm hành vi vi phạm.",
            "Nhà thầu thi công công trình đúng hẹn.",
            "Có bằng chứng chứng minh nguồn gốc đất.",
            "Ứng dụng hệ thống giao thông thông minh.",
            "Từng bước, từng bước tháo gỡ; ngày ngày thăm hỏi.",
        ],
    ),
    "open place": (
        "open_slot",
        "xã",
        [
            "Toàn xã có … hộ nghèo.",
            "Đã cấp […] giấy chứng nhận.",
            "Thu ngân sách đạt XX% dự toán.",
            "Tổ chức ........ lớp tập huấn.",
            "Có [điền số] người tham gia.",
        ],
        [
            "Hội nghị, tập huấn, tọa đàm… được tổ chức đều.",
            "Đại hội Đảng bộ lần thứ XX thành công.",
            "Từ thế kỷ XX đến nay làng nghề vẫn giữ.",
            "Đường dài 1,2 km; mặt đường 5,5 m.",
            "Nhà văn hóa (mới xây) đã dùng.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sentence"), [(n, s) for n, (_, _, loud, _) in SENTENCES.items() for s in loud]
)
def test_defects_are_found(name: str, sentence: str) -> None:
    kind, unit, _, _ = SENTENCES[name]
    assert kind in kinds(sentence, unit)


@pytest.mark.parametrize(
    ("name", "sentence"), [(n, s) for n, (_, _, _, silent) in SENTENCES.items() for s in silent]
)
def test_right_texts_stay_silent(name: str, sentence: str) -> None:
    kind, unit, _, _ = SENTENCES[name]
    assert kind not in kinds(sentence, unit)


# --------------------------------------------------------------------------- shapes of a document

WHOLE = """ỦY BAN NHÂN DÂN
{unit}

{place}, ngày 12 tháng 11 năm 2025

BÁO CÁO
{title}

{opening} báo cáo như sau:

{body}

{closing}

Nơi nhận:
- Như trên;
- Lưu: VT.

{signature}

Nguyễn Văn Ví Dụ
"""
RIGHT = {
    "unit": "XÃ MAI KHÊ",
    "place": "Mai Khê",
    "title": "Kết quả công tác năm 2025, nhiệm vụ năm 2026",
    "opening": "UBND xã Mai Khê",
    "body": "I. KẾT QUẢ\n1. Kinh tế\nKinh tế ổn định.\n2. Văn hóa\nVăn hóa phong phú.\n\nII. KHÓ KHĂN\nThiếu kinh phí.",
    "closing": "Trên đây là báo cáo kết quả công tác năm 2025, nhiệm vụ năm 2026 của UBND xã Mai Khê./.",
    "signature": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
}


def reasons(**changed: str) -> str:
    """The reasons that tell a changed document from the right one."""
    text = WHOLE.format(**{**RIGHT, **changed})
    found = review(extract(SourceText(name="văn bản.txt", text=text)), None).findings
    return "\n".join(f.reason for f in found)


def test_the_right_document_has_no_finding() -> None:
    assert reasons() == ""


NUMBERING = [
    ("I. KẾT QUẢ\nTốt.\n\nII. KHÓ KHĂN\nCó.\n\nIV. KIẾN NGHỊ\nĐề nghị hỗ trợ.", "từ II sang IV"),
    ("I. KẾT QUẢ\nTốt.\n\nII. KHÓ KHĂN\nCó.\n\nII. KIẾN NGHỊ\nĐề nghị hỗ trợ.", "Số mục II dùng hai lần"),
    (
        "I. KẾT QUẢ\n1. Kinh tế\nỔn định.\n2. Văn hóa\nTốt.\n4. Xã hội\nTốt.\n\nII. KHÓ KHĂN\nCó.",
        "từ 2 sang 4",
    ),
    ("I. KẾT QUẢ\na) Kinh tế ổn định.\nb) Văn hóa tốt.\nd) An ninh giữ vững.", "từ b) sang d)"),
    ("I. KẾT QUẢ\n1. Kinh tế\n1.1. Trồng trọt\nTốt.\n1.3. Chăn nuôi\nTốt.", "từ 1.1 sang 1.3"),
    ("I. KẾT QUẢ\n1. Kinh tế\nỔn định.\n2. Văn hóa\nTốt.\n2. Xã hội\nTốt.\n3. An ninh\nTốt.", "Số mục 2"),
]
ORDERLY = [
    "I. KẾT QUẢ\n1. Kinh tế\nỔn định.\n2. Văn hóa\nTốt.\n\nII. KHÓ KHĂN\n1. Kinh phí ít.\n2. Nhân lực thiếu.",
    "I. KẾT QUẢ\n1. Kinh tế\nỔn định.\n2. Văn hóa\nTốt.\n\nII. KHÓ KHĂN\n3. Kinh phí ít.\n4. Nhân lực thiếu.",
    "I. KẾT QUẢ\na) Một.\nb) Hai.\nc) Ba.\nd) Bốn.\nđ) Năm.\ne) Sáu.",
    "I. KẾT QUẢ\na) Một.\nb) Hai.\nc) Ba.\nd) Bốn.\ne) Năm.",
    "I. KẾT QUẢ\n1. Kinh tế\n1.1. Trồng trọt\nTốt.\n1.2. Chăn nuôi\nTốt.\n2. Văn hóa\n2.1. Lễ hội\nVui.",
    "I. KẾT QUẢ\n1. Kinh tế\na) Lúa tốt.\nb) Ngô tốt.\n2. Văn hóa\na) Lễ hội vui.\n\nII. KHÓ KHĂN\nThiếu 14 giáo viên.",
    "I. KẾT QUẢ\n1. Tăng ít nhất 5%.\n2. Giảm nghèo.\n3. 100% thôn đạt chuẩn.\n4. “An toàn” cho mọi nhà.",
    "I. KẾT QUẢ\nCó các mô hình sau:\n12 tổ tự quản.\n15 câu lạc bộ.",
]


@pytest.mark.parametrize(("body", "said"), NUMBERING)
def test_numbers_that_jump_or_repeat(body: str, said: str) -> None:
    found = reasons(body=body)
    assert "Số mục" in found and said in found


@pytest.mark.parametrize("body", ORDERLY)
def test_numbers_in_order(body: str) -> None:
    assert "Số mục" not in reasons(body=body)


@pytest.mark.parametrize(
    ("heading", "parts", "wrong"),
    [
        ("I. MỤC TIÊU, YÊU CẦU", ("Mục đích", "Yêu cầu"), True),
        ("I. MỤC ĐÍCH, YÊU CẦU", ("Mục tiêu", "Yêu cầu"), True),
        ("I. KHÓ KHĂN VÀ NGUYÊN NHÂN", ("Hạn chế", "Nguyên nhân"), True),
        ("I. QUAN ĐIỂM, MỤC TIÊU, GIẢI PHÁP", ("Quan điểm", "Mục đích", "Giải pháp"), True),
        ("I. TỒN TẠI, NGUYÊN NHÂN", ("Hạn chế", "Nguyên nhân"), True),
        ("I. MỤC ĐÍCH, YÊU CẦU", ("Mục đích", "Yêu cầu"), False),
        ("I. KHÓ KHĂN, HẠN CHẾ", ("Khó khăn", "Hạn chế"), False),
        ("I. VĂN HÓA, XÃ HỘI", ("Giáo dục", "Y tế"), False),
        ("I. NHIỆM VỤ, GIẢI PHÁP", ("Nhiệm vụ", "Giải pháp thực hiện trong năm tới"), False),
        ("I. KINH TẾ, NGÂN SÁCH", ("Kinh tế", "Thu ngân sách", "Chi ngân sách"), False),
    ],
)
def test_headings_name_their_parts(heading: str, parts: tuple[str, ...], wrong: bool) -> None:
    body = heading + "".join(f"\n{n}. {part}\nNội dung." for n, part in enumerate(parts, 1))
    assert ("tên mục không nêu" in reasons(body=body)) is wrong


SIGNED_WRONGLY = [
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "thay mặt"),
    ("TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH", "ký thay (KT.)"),
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "cấp phó"),
    ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH", "thay mặt"),
    ("TM. UBND XÃ\nPHÓ CHỦ TỊCH THƯỜNG TRỰC", "ký thay (KT.)"),
]
SIGNED_RIGHTLY = [
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "TM. UBND XÃ\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "TL. CHỦ TỊCH\nTRƯỞNG PHÒNG KINH TẾ",
    "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
]


@pytest.mark.parametrize(("signature", "said"), SIGNED_WRONGLY)
def test_who_signs_for_whom(signature: str, said: str) -> None:
    assert said in reasons(signature=signature)


@pytest.mark.parametrize("signature", SIGNED_RIGHTLY)
def test_right_signatures(signature: str) -> None:
    assert reasons(signature=signature) == ""


@pytest.mark.parametrize("name", ["Chu Văn An", "Trần Hưng Đạo", "Nguyễn Trãi", "Lê Đại Hành", "Ngô Quyền"])
def test_places_named_for_persons_are_written_in_full(name: str) -> None:
    unit = {"unit": f"PHƯỜNG {name.upper()}", "opening": f"UBND phường {name}"}
    closing = f"Trên đây là báo cáo của UBND phường {name}./."
    assert "Địa danh" in reasons(place=name, closing=closing, **unit)
    assert "Địa danh" not in reasons(place=f"Phường {name}", closing=closing, **unit)


@pytest.mark.parametrize("name", ["Sa Đoài", "Lương Thủy", "Thuận Trì"])
def test_other_places_are_written_short(name: str) -> None:
    unit = {"unit": f"PHƯỜNG {name.upper()}", "opening": f"UBND phường {name}"}
    assert "Địa danh" not in reasons(
        place=name, closing=f"Trên đây là báo cáo của UBND phường {name}./.", **unit
    )


LEFT_FROM_LAST_YEAR = [
    {"closing": "Trên đây là báo cáo kết quả công tác năm 2024 của UBND xã Mai Khê./."},
    {"closing": "Trên đây là báo cáo kết quả công tác năm 2025, nhiệm vụ năm 2024 của UBND xã Mai Khê./."},
    {"body": "I. KẾT QUẢ NĂM 2025\nTốt.\n\nII. NHIỆM VỤ TRỌNG TÂM NĂM 2024\nTiếp tục thực hiện."},
    {"body": "I. KẾT QUẢ NĂM 2025\nTốt.\n\nII. PHƯƠNG HƯỚNG NĂM 2023\nTiếp tục thực hiện."},
    {"body": "I. KẾT QUẢ NĂM 2025\nTốt.\n\nII. MỤC TIÊU GIAI ĐOẠN 2020 - 2024\nTiếp tục thực hiện."},
]
LEFT_FROM_LAST_YEAR.append(
    {
        "title": "Kết quả giai đoạn 2021 - 2025",
        "closing": "Trên đây là báo cáo của UBND xã Mai Khê./.",
        "body": "I. KẾT QUẢ\nTốt.\n\nII. PHƯƠNG HƯỚNG THỰC HIỆN NĂM 2025\nTiếp tục.",
    }
)
OF_THIS_YEAR = [
    {"closing": "Trên đây là báo cáo kết quả công tác năm 2025 của UBND xã Mai Khê./."},
    {"closing": "Trên đây là báo cáo của UBND xã Mai Khê theo Công văn số 12/STC-VP ngày 02/10/2024 của Sở Tài chính./."},
    {"body": "I. KẾT QUẢ NĂM 2025\nTốt.\n\nII. NHIỆM VỤ NĂM 2026\nTiếp tục thực hiện."},
    {"body": "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2024\nTốt.\n\nII. NHIỆM VỤ NĂM 2026\nTiếp tục."},
    {"title": "Kết quả giai đoạn 2021 - 2025", "closing": "Trên đây là báo cáo kết quả năm 2024 của UBND xã Mai Khê./."},
]  # fmt: skip


@pytest.mark.parametrize("changed", LEFT_FROM_LAST_YEAR)
def test_years_of_another_text(changed: dict[str, str]) -> None:
    assert "năm 202" in reasons(**changed)


@pytest.mark.parametrize("changed", OF_THIS_YEAR)
def test_right_years(changed: dict[str, str]) -> None:
    found = reasons(**changed)
    assert "tên văn bản ghi" not in found and "văn bản ban hành năm" not in found
