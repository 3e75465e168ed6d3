"""Uploading by page: pieces in any order, tried without a record, taken in or left."""

import pytest
from tests.database.intake.conftest import DATASET, OTHER, a_file, csv_of, text
from tests.database.ready import become

from qinkang.intake.landing import landing_folder
from qinkang.intake.models import Batch, Contract, Receipt, State, Upload, UploadState
from qinkang.intake.uploading import PIECE
from qinkang.records.models import Sighting

pytestmark = pytest.mark.clause("E7")


@pytest.fixture
def sends(province, officer):
    """Let an officer of 宝鸡市 upload these bytes through the form; give the upload as it is then."""
    province.agrees()
    browser = officer("610300", "view", "enter")

    def send(content, *, kind="live", name="报送.csv"):
        contract = Contract.objects.get(dataset=DATASET)
        given = {"contract": contract.pk, "kind": kind, "file": a_file(content, name)}
        answer = browser.post("/elderly/upload/", given)
        assert answer.status_code == 302, text(answer)
        with province.acting():
            return Upload.objects.order_by("-id").first()

    send.browser = browser
    return send


def fresh(province, upload) -> Upload:
    with province.acting():
        return Upload.objects.get(pk=upload.pk)


def confirm(province, content) -> None:
    before = become("qk_worker")
    province.confirms(content)
    become(before)


def test_a_dry_run_writes_no_record_and_shows_what_would_happen(province, sends):
    content = csv_of({"左侧收缩压": "999"}, {**OTHER, "体检日期": "2025-02-30"})

    upload = sends(content)
    province.works()

    page = text(sends.browser.get(f"/elderly/upload/{upload.pk}/"))
    assert "行数 2 接收 1 自动修正 1 提示 0 存疑 0 退回 1" in page
    assert "C-52" in page and "第 2 行 999" in page and "UTF-8" in page
    assert "欧阳试验" not in page and GOOD_ID not in page
    with province.acting():
        assert (Batch.objects.count(), Receipt.objects.count(), Sighting.objects.count()) == (0, 0, 0)


GOOD_ID = "610323194912310021"


@pytest.mark.clause("N16")
def test_a_dry_run_counts_what_taking_in_then_does(province, sends):
    content = csv_of(
        {"左侧收缩压": "999"}, {**OTHER, "姓名": ""}, {**OTHER, "身份证号": "610323195002020040"}
    )
    confirm(province, content)
    upload = sends(content)
    province.works()
    tried = fresh(province, upload).trial

    sends.browser.post(f"/elderly/upload/{upload.pk}/", {"do": "commit"})
    province.works()

    with province.acting():
        batch = Batch.objects.get()
        names = ("rows", "accepted", "corrected", "flagged", "held", "rejected", "rulebook")
        assert {name: getattr(batch, name) for name in names} == {name: tried[name] for name in names}
        found = {(one["rule"], one["field"]): one["rows"] for one in tried["findings"]}
        counted = {}
        for rule, field, number in batch.finding_set.values_list("rule", "field", "row_number"):
            counted[rule, field] = counted.get((rule, field), 0) + (number is not None)
        assert counted == found
        assert batch.expected == 3


def test_it_is_not_taken_in_before_somebody_has_confirmed_the_columns(province, sends):
    upload = sends(csv_of({}))
    province.works()

    sends.browser.post(f"/elderly/upload/{upload.pk}/", {"do": "commit"})

    assert fresh(province, upload).state == UploadState.TRIED
    with province.acting():
        assert not Batch.objects.exists()


def test_what_was_discarded_leaves_nothing_on_disk(province, sends):
    upload = sends(csv_of({}))
    province.works()
    folder = landing_folder() / "uploads" / upload.place
    assert folder.exists()

    sends.browser.post(f"/elderly/upload/{upload.pk}/", {"do": "discard"})

    assert not folder.exists()
    assert fresh(province, upload).state == UploadState.DISCARDED
    assert fresh(province, upload).trial is None


@pytest.mark.clause("C16")
def test_history_is_taken_in_as_history(province, sends):
    content = csv_of({})
    confirm(province, content)
    upload = sends(content, kind="history")
    province.works()

    sends.browser.post(f"/elderly/upload/{upload.pk}/", {"do": "commit"})
    province.works()

    with province.acting():
        assert Batch.objects.get().live is False
    assert province.announced() == []


def test_the_same_file_again_is_the_same_batch_and_says_so(province, sends):
    content = csv_of({})
    confirm(province, content)
    for _ in range(2):
        upload = sends(content)
        province.works()
        answer = sends.browser.post(f"/elderly/upload/{upload.pk}/", {"do": "commit"}, follow=True)
        province.works()

    assert "完全相同，没有重复入库" in text(answer)
    with province.acting():
        assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"%PDF-1.7 nothing of a table", "a.pdf", "PDF"),
        (b"\n\n", "a.csv", "文件是空的"),
        (csv_of({}, columns=["体检编号", "左侧收缩压"]), "a.csv", "关键字段“姓名”没有对应的列"),
        (b'a,b\n"c,d\n' * 3, "<script>alert(1)</script>.csv", ""),
    ],
)
def test_a_bad_file_gets_a_clear_sentence(province, sends, content, name, says):
    upload = sends(content, name=name)
    province.works()

    page = sends.browser.get(f"/elderly/upload/{upload.pk}/")

    assert says in text(page)
    assert "<script>alert" not in page.content.decode()
    assert fresh(province, upload).state in (UploadState.UNREADABLE, UploadState.TRIED)


class Pieces:
    """A file sent piece by piece, as the script does it."""

    def __init__(self, browser, content) -> None:
        self.browser, self.content = browser, content

    def begin(self):
        given = {
            "contract": Contract.objects.get().pk,
            "kind": "live",
            "name": "大.csv",
            "size": len(self.content),
        }
        return self.browser.post("/elderly/upload/begin/", given)

    def send(self, told, number, content=None):
        piece = self.content[number * PIECE : (number + 1) * PIECE] if content is None else content
        return self.browser.put(f"{told['pieces']}{number}/", piece, content_type="application/octet-stream")


@pytest.fixture
def pieces(province, officer):
    province.agrees()
    rows = ({"体检编号": f"X-{place}"} for place in range(12_000))
    return Pieces(officer("610300", "view", "enter"), csv_of(*rows))


def test_pieces_in_any_order_and_twice_are_the_file(province, pieces):
    told = pieces.begin().json()
    for number in (2, 0, 2, 1):
        assert pieces.send(told, number).status_code == 200
    again = pieces.begin().json()

    province.works()

    assert again["page"] != told["page"]  # the first one is whole
    upload = fresh(province, Upload(pk=int(told["page"].split("/")[-2])))
    assert upload.state == UploadState.TRIED
    assert upload.trial["rows"] == 12_000


def test_a_broken_upload_goes_on_with_what_is_missing(pieces):
    told = pieces.begin().json()
    pieces.send(told, 1)

    again = pieces.begin().json()

    assert (again["page"], again["there"]) == (told["page"], [1])


@pytest.mark.parametrize("number, content", [(0, b"short"), (99, b"x"), (2, b"y" * PIECE)])
def test_a_piece_that_is_none_of_the_files_is_refused_in_words(pieces, number, content):
    told = pieces.begin().json()

    answer = pieces.send(told, number, content)

    assert answer.status_code == 400
    assert "与文件的大小不符" in answer.json()["says"]


def test_pieces_lie_sealed(province, pieces):
    told = pieces.begin().json()
    pieces.send(told, 0)
    with province.acting():
        upload = Upload.objects.get()

    lying = [one.read_bytes() for one in (landing_folder() / "uploads" / upload.place).iterdir()]

    assert len(lying) == 1 and "欧阳试验".encode() not in lying[0]


def test_nobody_uploads_for_senders_of_other_units_or_opens_their_uploads(province, pieces, officer):
    told = pieces.begin().json()
    outsider = officer("610700", "view", "enter")

    assert "没有可以上传的报送系统" in text(outsider.get("/elderly/upload/"))
    assert Pieces(outsider, pieces.content).begin().status_code == 400
    assert Pieces(outsider, pieces.content).send(told, 0).status_code == 404
    for address in (told["page"], f"{told['page']}state/"):
        assert outsider.get(address).status_code == 404
    assert outsider.post(told["page"], {"do": "discard"}).status_code == 404


def test_a_sender_that_is_disabled_sends_no_more(province, pieces):
    contract = Contract.objects.select_related("sender").get()
    contract.sender.active = False
    contract.sender.save()

    assert pieces.begin().status_code == 400


def test_without_a_script_a_large_file_is_refused_in_words(province, sends, monkeypatch):
    monkeypatch.setattr("qinkang.intake.pages.arriving.PLAIN", 100)
    given = {"contract": Contract.objects.get().pk, "kind": "live", "file": a_file(csv_of({}, OTHER))}

    answer = sends.browser.post("/elderly/upload/", given)

    assert answer.status_code == 400 and "请启用脚本" in text(answer)
    with province.acting():
        assert not Upload.objects.filter(state=State.LANDED).exists()
