"""A province of four places whose data must not mix. All persons, townships and institutions are invented."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.database.elderly.conftest import id_number
from tests.database.pipeline.conftest import GOOD, Province
from tests.database.pipeline.test_interface import on_the_web
from tests.database.ready import become
from tests.spec.kernel.drawn import drawn

from qinkang.accounts.scope import Acting, Scope, deed
from qinkang.exchange.manual.files import ask_for_file
from qinkang.intake.actions.marked_copies import ask_for_copy
from qinkang.intake.actions.uploads import begin
from qinkang.intake.actions.withdrawals import count_effect
from qinkang.intake.agreements import Terms, agree, confirm_columns, register_sender
from qinkang.intake.clients import issue_token, make_client
from qinkang.intake.landing import Arrival, land
from qinkang.intake.models import Batch, Client, Contract, Sender
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span
from qinkang.maternal.actions import confirm_receipt, enter_receipt, submit, void
from qinkang.measures.building import build
from qinkang.pipeline.marking import mark_next
from qinkang.pipeline.reviews import file_reviews
from qinkang.pipeline.take_in import take_in_next
from qinkang.pipeline.withdrawing import withdraw_next
from qinkang.readers import open_source, propose
from qinkang.records.actions.correcting import Wanted, ask, keep_draft
from qinkang.records.actions.evidence import attach
from qinkang.records.actions.keeping import accept
from qinkang.records.correcting.content import Content
from qinkang.records.models import Attempt, Conflict, HealthCheck, Outbox
from qinkang.records.models.correction import Kind
from qinkang.registry.actions import answer_for_area, register_organisation
from qinkang.registry.entry import Entry
from qinkang.registry.models import ManagementUnit
from qinkang.registry.questions import rulebook
from qinkang.standards.datasets import HealthCheck as HEALTH_CHECK

DATASET, BY_HAND = HEALTH_CHECK.code, "manual_national_elderly"
ORGANISATION = "SCOPE-1"
SINCE = date(2020, 1, 1)


@dataclass
class Place:
    """One place, with everything by which its data would be recognised on a page of somebody else.

    `surname` stands in names in full and masked; record numbers, institutions, doctors and files begin
    with words of their own.
    """

    name: str
    unit: str
    township: str
    surname: str
    number: str
    county: str
    managing: ManagementUnit = field(default=None, repr=False)

    @property
    def file(self) -> str:
        return f"{self.name}专报"

    @property
    def waiting_file(self) -> str:
        return f"{self.name}待传"

    @property
    def institution(self) -> str:
        return f"{self.surname}试镇卫生院"

    @property
    def markers(self) -> tuple[str, ...]:
        """What stands on no page of those who do not see the place."""
        return (self.surname, self.number, self.file, self.waiting_file, f"系统{self.name}")


PLACES = {
    row["place"]: Place(
        row["place"], row["unit"], row["township"], row["surname"], row["number"], row["county"]
    )
    for row in drawn("""
        place | unit      | township  | surname | number | county
        ------+-----------+-----------+---------+--------+-------
        岐山  | SX-610323 | 610323101 | 欧阳    | QSR-   | 610323
        扶风  | SX-610324 | 610324100 | 诸葛    | FFR-   | 610324
        沣西  | SX-XX     | 610402777 | 东方    | FXR-   | 610402
        秦都  | SX-610402 | 610402001 | 慕容    | QDR-   | 610402
    """)
}
"""沣西 carries codes of 秦都区 and is managed by 西咸新区, which answers for the invented township."""

COLUMNS = [*GOOD, "出生日期", "本人电话"]
BORN = {"出生日期": "1950-05-01"}


class Places(Province):
    """What arrived in the four places, and what people have begun to do about it."""

    def __init__(self) -> None:
        before = become("qk_worker")
        for place in PLACES.values():
            place.managing = ManagementUnit.objects.get(code=place.unit)
        answer_for_area(PLACES["沣西"].managing, PLACES["沣西"].township, since=SINCE, by=self.by)
        register_organisation(Entry(ORGANISATION, "公立试医院", "610323", "SX-610323", "A100"), by=self.by)
        for position, place in enumerate(PLACES.values()):
            self._sends(place, position)
        self._province_sends()
        file_reviews()
        build(self.by.scope)
        become(before)

    def officer(self, place: Place) -> Acting:
        """Act as somebody who works in a place."""
        return Acting(Scope((place.managing.pk,)), "user:7", "测试")

    def known(self) -> Iterator[tuple[str, str, str]]:
        """Give what somebody of each place can be found by: the kind of search, the text, the place."""
        for position, place in enumerate(PLACES.values()):
            row = _row(place, 10 * position, f"{place.number}0")
            yield "number", row["身份证号"], place.name
            yield "phone", row["本人电话"], place.name
            yield "record", row["体检编号"], place.name
            yield "name", row["姓名"], place.name

    def token(self, place: Place) -> str:
        """Give the token of the program of a place's system."""
        with on_the_web(), deed(self.officer(place)):
            client = Client.objects.get(sender__code=place.name)
            return issue_token(client, [DATASET])

    def _sends(self, place: Place, position: int) -> None:
        """Let a place's own system send twice, and its officers begin something of every kind."""
        sender = register_sender(place.name, f"系统{place.name}", place.managing, by=self.by)
        agree(sender, "elderly", [Terms(DATASET, whole=True)], by=self.by)
        people = list(_people(place, position))
        first = self._lands(sender, f"{place.file}一.csv", people)
        self._lands(sender, f"{place.file}二.csv", people[:3], at="2025-11-02")
        self._was_told(place)
        with on_the_web():
            self._is_worked_on(place, sender, first)
            self._has_certificates(place, position)
        while mark_next() or withdraw_next():
            pass

    def _was_told(self, place: Place) -> None:
        """Let the nation have answered to three of its records."""
        with self.acting():
            outbox = Outbox.objects.filter(scope__contains=[place.managing.pk]).order_by("id")
            for row, state in zip(outbox[:3], ("delivered", "refused", "unclear"), strict=True):
                Outbox.objects.filter(pk=row.pk).update(state=state, attempts=1, said=f"{place.number}回执")
                Attempt.objects.create(
                    outbox=row, at=clock.now(), request_digest=b"", answer=f"{place.number}回执", outcome=state,
                    scope=row.scope,
                )  # fmt: skip

    def _is_worked_on(self, place: Place, sender: Sender, batch: Batch) -> None:
        """Let its officers begin something of every kind, in their browsers."""
        by = self.officer(place)
        make_client(sender, [DATASET], by=by)
        ask_for_copy(batch, by=by)
        count_effect(batch, by=by)
        ask_for_file(BY_HAND, "elderly.death", by=by)
        contract = Contract.objects.select_related("sender").get(sender=sender)
        begin(contract, f"{place.waiting_file}.csv", 10, live=True, by=by)
        book, grounds = rulebook(clock.today()), f"{place.surname}家属来电"
        with deed(by):
            one, other = HealthCheck.objects.order_by("id")[:2]
            conflict = Conflict.objects.order_by("id").first().pk
        asked, left = (
            Wanted(record, Kind.CHANGE, Content({"sbp_left": "128"}, "typing", grounds))
            for record in (one, other)
        )
        attach(keep_draft(asked, by=by), f"{place.surname}.pdf", b"%PDF-1.4 invented", by=by)
        ask(asked, by=by, book=book)
        keep_draft(left, by=by)
        accept(conflict, by=by, because="核对了证件")

    def _has_certificates(self, place: Place, position: int) -> None:
        """Let it hold blank certificates, enter some more, and hand a spoiled one up."""
        by, second = self.officer(place), Acting(Scope((place.managing.pk,)), "user:8", "测试")
        first = 610_000_000 + 1000 * position
        words = {
            "holder": place.managing.pk,
            "kind": "opening",
            "document": f"{place.surname}盘点表",
            "by": by,
        }
        sheets, spoiled = Span.of(f"Z{first}", f"Z{first + 99}"), Span.of(f"Z{first}", f"Z{first}")
        confirm_receipt(enter_receipt(sheets, **words).pk, by=second)
        enter_receipt(Span.of(f"Z{first + 100}", f"Z{first + 199}"), **words)
        void(spoiled, holder=place.managing.pk, reason="damaged", by=by)
        submit([spoiled], giver=place.managing.pk, document=f"{place.surname}清单", by=by)

    def _province_sends(self) -> None:
        """Let a system of the province send one file about all places, and one woman in two of them."""
        sender = register_sender("SHENG", "全省老龄系统", ManagementUnit.objects.get(pk=1), by=self.by)
        agree(sender, "elderly", [Terms(DATASET)], by=self.by)
        rows = [
            _row(place, 90 + position, f"{place.number}汇总", sbp="999")
            for position, place in enumerate(PLACES.values())
        ]
        shared = {"姓名": "公孙试共", "身份证号": id_number(99)}
        for place in (PLACES["岐山"], PLACES["扶风"]):
            rows.append(_row(place, 99, f"{place.number}共") | shared)
        self._lands(sender, "省级汇总.csv", rows)

    def _lands(self, sender, name: str, rows, at="2025-10-31") -> Batch:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([(GOOD | row).get(column, "") for column in COLUMNS] for row in rows)
        content = out.getvalue().encode()
        with open_source(io.BytesIO(content), name) as source:
            mapping = propose(source.header, source.sample(), HEALTH_CHECK.columns.values())
        confirm_columns(sender, DATASET, mapping.confirmation, by=self.by)
        moment = datetime.fromisoformat(f"{at}T10:00:00").replace(tzinfo=clock.SHANGHAI)
        batch = land(io.BytesIO(content), Arrival(sender, DATASET, name, moment, True), by=self.by).batch
        while take_in_next():
            pass
        return self.batch(batch)


def _people(place: Place, position: int):
    """Three women without doubts, a doubtful pair, two numbers with two names each, and a row without a name."""
    at = 10 * position
    for n in range(3):
        yield _row(place, at + n, f"{place.number}{n}")
    pair = {"姓名": f"{place.surname}试对", "本人电话": f"139917{at:02d}003"}
    yield _row(place, at + 3, f"{place.number}3") | pair
    yield _row(place, at + 3, f"{place.number}4") | pair | {"身份证号": "", "体检日期": "2025-04-01"}
    for n in (5, 7):
        yield _row(place, at + n, f"{place.number}{n}") | {"姓名": f"{place.surname}试甲"}
        yield _row(place, at + n, f"{place.number}{n + 1}") | {
            "姓名": f"{place.surname}另乙", "体检日期": "2025-05-01", "本人电话": f"139918{at:02d}{n:03d}",
        }  # fmt: skip
    yield _row(place, at + 9, f"{place.number}9") | {"姓名": ""}


def _row(place: Place, person: int, number: str, *, sbp: str = "132") -> dict[str, str]:
    """The check-up of one invented woman of a place."""
    return BORN | {
        "体检编号": number,
        "姓名": f"{place.surname}试{chr(0x4E00 + person)}",
        "身份证号": id_number(person, county=place.county),
        "居住区划": place.township,
        "体检机构": place.institution,
        "责任医生": f"{place.surname}医生",
        "左侧收缩压": sbp,
        "本人电话": f"1399170{person:04d}",
    }
