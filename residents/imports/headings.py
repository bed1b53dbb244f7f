"""The headings that lists use, as unaccented keys, for every field an import knows.

A key is a heading in lower case without marks and punctuation. Short keys count only when they
are the whole heading; longer ones also when a heading contains them.
"""

FIELD_HEADINGS: dict[str, str] = {
    "number": "stt|tt|so tt|so thu tu|thu tu|no|stt ho|sott",
    "full_name": (
        "ho va ten|ho ten|ho va ten khai sinh|ho chu dem va ten|ho chu dem va ten khai sinh|ho va ten nhan khau"
        "|ho ten nhan khau|ho ten chu ho va nhan khau trong ho|ho ten cong dan|ho va ten cong dan|ten cong dan"
        "|ho ten nguoi|ho va ten nguoi|nhan khau|ho ten day du|ten day du|full name|hoten|ho va ten chu ho va nhan khau"
        "|ten nhan khau|ho ten nhan khau trong ho|ho va ten thanh vien|ho ten thanh vien|ho ten nguoi dan|ten"
    ),
    "family_part": "ho va chu dem|ho dem|ho va dem|ho lot|ho chu dem|ho va ten dem|ho va chu lot|ho",
    "given_part": "ten goi|ten rieng",
    "birth_date": (
        "ngay sinh|ngay thang nam sinh|nam sinh|sinh nam|ngay thang sinh|ngay thang nam|ns|n sinh|ntns|ngay sinh nam sinh"
        "|ngay nam sinh|ngaysinh|date of birth|ng sinh|sinh ngay|ngay thang nam sinh dd mm yyyy|tuoi nam sinh|nsinh"
    ),
    "birth_day_part": "",
    "birth_month_part": "",
    "birth_year_part": "",
    "sex": "gioi tinh|phai|gt|nam nu|gioi|gioi tinh nam nu|g tinh|gtinh|sex|gioi tinh nam hoac nu",
    "sex_male": "",
    "sex_female": "",
    "birth_male": "nam sinh nam|ngay sinh nam|nam nam sinh|sinh nam nam",
    "birth_female": "nam sinh nu|ngay sinh nu|nu nam sinh|sinh nam nu",
    "personal_id": (
        "so dinh danh ca nhan|so dinh danh|dinh danh ca nhan|so ddcn|ddcn|ma dinh danh|ma dinh danh ca nhan|ma so dinh danh"
        "|so can cuoc|so cccd|cccd|can cuoc cong dan|so can cuoc cong dan|ma so ca nhan|so the can cuoc|so can cuoc cccd"
        "|so cccd ddcn|so ddcn cccd|so cc|so the cccd|so dinh danh cccd|so dinh danh ca nhan cccd|can cuoc|ma so dinh danh ca nhan"
    ),
    "identity": (
        "so cccd cmnd|cccd cmnd|cmnd cccd|so cmnd cccd|so dinh danh cmnd|so dinh danh ca nhan cmnd|so cccd hoac cmnd"
        "|giay to tuy than|so giay to|so giay to tuy than|cccd cmnd ddcn|so cccd cmt|cmt cccd|so gttt|cmnd can cuoc"
        "|so cmnd can cuoc cong dan|cmnd cccd dinh danh|cmt can cuoc|so cmnd ddcn|cmnd ddcn|ddcn cmnd|so ddcn cmnd|cccd cmt"
    ),
    "old_id": "so cmnd|cmnd|cmt|so cmt|cmnd 9 so|so cmnd cu|cmnd cu|chung minh nhan dan|so chung minh nhan dan|so cmnd 9 so|cmtnd|so chung minh|cmt cu",
    "relation": (
        "quan he voi chu ho|quan he|q he voi ch|qh voi chu ho|qh voi ch|quan he chu ho|q h voi ch|moi quan he|quan he voi ch"
        "|qhch|qhvch|qhvoi chu ho|moi quan he voi chu ho|qh chu ho|q he voi chu ho|qh|quan he ch"
    ),
    "head_name": "ho ten chu ho|chu ho|ten chu ho|ho va ten chu ho|ho ten ch|ten ch",
    "household_number": (
        "so ho so|so ho|ho so ho|so ho so cu tru|so ho khau|so so ho khau|ma ho|ho so|ma so ho|so shk|ho so cu tru|ho so so|so hsct"
        "|ho so ho khau so|so hk|ma ho gia dinh|so ho gia dinh|ho so ho khau|so quan ly ho|ho so"
    ),
    "unit_name": "phuong xa|xa phuong|phuong|xa|don vi hanh chinh|xa phuong thi tran|don vi|phuong xa thi tran|ten xa phuong|ten phuong xa|dia ban phuong xa|cap xa",
    "sub_unit_name": (
        "to dan pho thon lang|thon to|thon to dan pho|to dan pho|thon lang|to thon|khu pho|khu dan cu|thon buon|thon lang to dan pho"
        "|to|thon|lang|plei|tdp|khoi|dia ban|thon khoi pho|thon xom|lang thon|to dan pho thon|thon tdp|tdp thon|thon lang tdp|ap|to khu pho|thon lang to"
    ),
    "street": "so nha|so nha duong|so nha duong pho|duong|so nha ten duong|duong pho|dia chi so nha|so nha ngo duong",
    "permanent_address": (
        "noi thuong tru|thuong tru|ho khau thuong tru|hktt|noi dkhk thuong tru|noi dang ky thuong tru|dia chi thuong tru|dia chi"
        "|noi dktt|noi dkhktt|dkhktt|noi dang ky ho khau thuong tru|noi thuong tru dia chi|dktt|noi cu tru|ho khau|noi dang ky hktt"
    ),
    "current_address": "noi o hien tai|cho o hien nay|cho o hien tai|noi o|dia chi hien tai|noi o hien nay|noi tam tru|dia chi noi o|noi cu tru hien tai|cho o",
    "native_place": "que quan|nguyen quan|que",
    "birth_registration_place": "noi dang ky khai sinh|noi dkks|noi khai sinh|noi dk khai sinh|dang ky khai sinh|dkks",
    "residence": "tinh trang cu tru|cu tru|dien cu tru|loai cu tru|tinh trang|hien trang cu tru|tt cu tru|hinh thuc cu tru|thuong tru tam tru|hien trang|tam vang tam tru",
    "residence_until": "tam tru den|thoi han tam tru|tam tru den ngay|thoi han tam tru den|het han tam tru|ngay het han tam tru|den ngay",
    "deceased_on": "ngay chet|ngay mat|da chet ngay|ngay tu vong",
    "phone": "so dien thoai|dien thoai|sdt|so dt|so di dong|dtdd|dien thoai lien he|so lien lac|so dien thoai lien he|dien thoai di dong|lien he|so dien thoai di dong|phone|so dien thoai lien lac",
    "card_status": "tinh trang the can cuoc|the can cuoc|tinh trang the|the cccd|cap cccd|tinh trang cap the|da cap cccd|cap the can cuoc|tinh trang cccd|the cccd gan chip",
    "card_issued_on": "ngay cap the|ngay cap|ngay cap cccd|ngay cap the can cuoc|cccd ngay cap|ngay thang nam cap|ngay cap can cuoc",
    "card_issued": "da cap|da cap ngay|da co the|da lam",
    "card_none": "chua cap|chua co the|chua lam",
    "language": "ngon ngu giao tiep|ngon ngu|tieng noi|ngon ngu su dung|tieng me de",
    "note": "ghi chu|g chu|chu thich|gc|ghi chu khac|luu y|ly do",
}  # fmt: skip

# Recognised, so that nobody wonders, and never kept (design §1: the portal holds neither).
LEFT_OUT_HEADINGS: dict[str, str] = {
    "ethnicity": "dan toc|thanh phan dan toc|d toc|dtoc",
    "religion": "ton giao|t giao|tgiao|ton giao tin nguong",
}

# Recognised and passed over: the portal has no place for them.
OTHER_HEADINGS: dict[str, str] = {
    "father": "ho ten cha|ho va ten cha|ten cha|cha|bo|ho ten bo",
    "mother": "ho ten me|ho va ten me|ten me|me",
    "guardian": "ho ten nguoi giam ho|nguoi giam ho|ho ten nguoi dai dien|nguoi dai dien",
    "spouse": "ho ten vo chong|vo chong",
    "other_name": "ten goi khac|ten thuong goi|bi danh",
    "occupation": "nghe nghiep|nghe nghiep noi lam viec|noi lam viec|don vi cong tac|cong viec",
    "education": "trinh do|trinh do hoc van|trinh do van hoa|hoc van|tdvh",
    "marital": "tinh trang hon nhan|hon nhan",
    "e_identity": "tai khoan dinh danh dien tu|dinh danh dien tu|tai khoan dinh danh|vneid|tk dinh danh|muc do dinh danh",
    "nationality": "quoc tich",
    "insurance": "so the bhyt|ma the bhyt|bhyt|so bhxh|ma so bhxh|bhxh",
    "issued_by": "noi cap",
    "birth_place": "noi sinh",
    "blood": "nhom mau",
    "email": "email|thu dien tu",
    "age": "tuoi|do tuoi",
    "people": "so khau|so nhan khau|so nguoi|so luong",
    "province": "tinh|tinh thanh|tinh thanh pho|quan huyen|huyen|thanh pho|huyen thanh pho",
}

EXACT_ONLY_LENGTH = 4
"""Keys up to this length count only as the whole heading."""
