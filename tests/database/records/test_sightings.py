"""Who appears in a batch, sealed; and to which person it belongs."""

import datetime as dt
import json

import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.db.utils import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.database.records.conftest import BAOJI, PROVINCE, XIAN, identities, number

from qinkang.records import golden
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Person, PersonLink, Sighting
from qinkang.records.models.person import How
from qinkang.records.precedence import Order
from qinkang.records.sealing import index_under_every_key, open_many
from qinkang.records.writing.linkage import link_by_number
from qinkang.records.writing.sightings import store_sightings


def opened(sighting: Sighting, key: int | None = None) -> dict:
    (content,) = open_many(
        ring_in_force(), "records_sighting", "sealed", [key or sighting.id], [bytes(sighting.sealed)]
    )
    return json.loads(content)


def test_an_identity_is_sealed_and_comes_back_as_it_was_given(sight, acting):
    sight({"person": 1, "name": "欧阳·试验", "phone": "13800000000", "live_addr": "甲路1号"})

    with acting():
        sighting = Sighting.objects.get()
    assert opened(sighting) == {
        "name": "欧阳·试验",
        "id_type": "01",
        "id_no": number(1),
        "phone": "13800000000",
        "live_addr": "甲路1号",
    }
    assert (sighting.birth_date, sighting.live_region) == (dt.date(1950, 1, 1), "610102")


def test_whom_to_ring_and_where_registered_are_sealed_too_and_make_another_sighting(sight, acting):
    further = {"hukou_addr": "乙路2号", "contact_name": "甲邻", "contact_phone": "13900000000"}
    first = sight({"person": 1})
    second = sight({"person": 1, **further}, {"person": 1, "contact_name": "甲邻"}, batch=2)

    assert len({*first.ids.to_pylist(), *second.ids.to_pylist()}) == 3
    assert len({*first.who.to_pylist(), *second.who.to_pylist()}) == 1
    with acting():
        sighting = Sighting.objects.get(pk=second.ids[0].as_py())
    assert further.items() <= opened(sighting).items()


def test_an_envelope_moved_to_another_row_does_not_open(sight, acting):
    sight({"person": 1}, {"person": 2})

    with acting():
        first, second = Sighting.objects.order_by("id")
    assert opened(first)["id_no"] == number(1)
    with pytest.raises(InvalidTag):
        opened(first, key=second.id)


def test_the_same_identity_from_the_same_sender_is_one_sighting(sight):
    first = sight({"person": 1}, {"person": 2}, {"person": 1})
    again = sight({"person": 2}, {"person": 3}, {"person": 1}, batch=2)
    other = sight({"person": 1}, sender=2)

    a, b, c = first.ids.to_pylist()
    assert (a == c, a == b, first.new) == (True, False, 2)
    assert (again.ids[0].as_py(), again.ids[2].as_py(), again.new) == (b, a, 1)
    assert (other.new, other.ids[0].as_py() in {a, b}) == (1, False)


@pytest.mark.parametrize(
    "changed",
    [{"name": "乙试"}, {"phone": "13900000000"}, {"live_addr": "乙路"}, {"sex": "2"}, {"id_no": None}],
)
def test_any_difference_is_another_sighting(sight, changed):
    sight({"person": 1})

    assert sight({"person": 1, **changed}).new == 1


def test_a_person_is_found_by_exact_number_and_phone(sight, acting):
    sight({"person": 1, "phone": "13800000001"}, {"person": 2, "phone": "13800000002"})

    ring = ring_in_force()
    with acting():
        by_number = Sighting.objects.get(
            id_index__in=index_under_every_key(ring, f"v1|person.id_no|01|{number(2)}")
        )
        by_phone = Sighting.objects.get(
            phone_index__in=index_under_every_key(ring, "v1|person.phone|13800000001")
        )
    assert (opened(by_number)["id_no"], opened(by_phone)["id_no"]) == (number(2), number(1))


def test_units_that_see_a_known_identity_anew_see_its_person_too(sight, link, acting):
    sight({"person": 1, "city": XIAN})
    link()
    sight({"person": 1, "city": BAOJI}, batch=2)

    with acting(BAOJI):
        assert Person.objects.get().scope == Sighting.objects.get().scope == [PROVINCE, XIAN, BAOJI]
        assert PersonLink.objects.get().scope == [PROVINCE, XIAN, BAOJI]


def test_a_known_identity_outside_the_scope_is_not_stored_twice(sight, acting):
    sight({"person": 1, "city": XIAN})

    with pytest.raises(IntegrityError), acting(BAOJI):
        store_sightings(identities([{"person": 1, "city": BAOJI}]), sender=1, batch=2)


def test_one_number_is_one_person_whoever_tells_of_it(sight, link, acting):
    sight({"person": 1}, {"person": 1, "name": "甲式"}, {"person": 2})
    first = link()
    sight({"person": 1, "phone": "13800000000"}, {"person": 3}, sender=2, batch=2)
    second = link(2)

    assert (first.founded, first.to_known, first.provisional) == (2, 1, 0)
    assert (second.founded, second.to_known, second.provisional) == (1, 1, 0)
    with acting():
        assert Person.objects.count() == 3
        assert PersonLink.objects.filter(how=How.SAME_NUMBER).count() == 2


@pytest.mark.parametrize(
    "useless", [None, "000000000000000000", "610000194101010010", "12345", "无", number(1)[:-1] + "?"]
)
def test_a_number_that_cannot_be_right_joins_nobody(sight, link, acting, useless):
    sight({"id_no": useless, "name": "甲试"}, {"id_no": useless, "name": "乙试"})

    assert link().provisional == 2
    with acting():
        assert set(Person.objects.values_list("number_from", flat=True)) == {None}


def test_other_documents_join_within_their_kind_only(sight, link):
    sight(
        {"id_type": "03", "id_no": "E00000000", "name": "甲试"},
        {"id_type": "03", "id_no": "e00000000", "name": "乙试"},
    )
    sight({"id_type": "06", "id_no": "E00000000"}, sender=2)

    assert (link().founded, link().founded) == (2, 0)


def test_linking_again_changes_nothing(sight, link):
    sight({"person": 1}, {"id_no": None})
    link()

    again = link()

    assert (again.founded, again.to_known, again.provisional) == (0, 0, 0)


@pytest.fixture
def province(worker, acting):
    """Begin an empty province, within one transaction; whatever was taken in before is undone."""
    with acting():
        marks = []

        def begin():
            while marks:
                transaction.savepoint_rollback(marks.pop())
            marks.append(transaction.savepoint())

        yield begin


PEOPLE = st.lists(st.tuples(st.integers(0, 5) | st.none(), st.integers(0, 9)), max_size=8)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(PEOPLE, max_size=4))
def test_persons_are_the_classes_of_numbers(batches, province):
    province()
    for batch, people in enumerate(batches, 1):
        rows = [{"id_no": None if who is None else number(who), "name": f"甲{name}"} for who, name in people]
        if rows:
            store_sightings(identities(rows), sender=1, batch=batch)
        link_by_number(batch)

    given_people = [person for people in batches for person in people]
    persons = {}
    for link in PersonLink.objects.select_related("sighting"):
        persons.setdefault(link.person_id, set()).add(bytes(link.sighting.id_index or b""))
    assert all(len(numbers) == 1 for numbers in persons.values())
    assert len(persons) == Person.objects.count()
    assert sum(numbers != {b""} for numbers in persons.values()) == len(
        {who for who, _ in given_people} - {None}
    )
    assert sum(numbers == {b""} for numbers in persons.values()) == len(
        {n for who, n in given_people if who is None}
    )


def test_the_newest_sighting_gives_the_values_and_a_trusted_source_comes_first(
    sight, link, acting, monkeypatch
):
    sight({"person": 1, "sex": "1", "live_region": "610102"}, sender=7)
    sight({"person": 1, "sex": "2", "live_region": "610103"}, sender=8, batch=2)
    link()
    link(2)
    with acting():
        newest = Person.objects.get()
        monkeypatch.setattr(golden, "order_in_force", lambda: Order({7: {"identity": 0}}))
        changed = golden.refresh_golden("SELECT id FROM records_person", [])
        trusted = Person.objects.get()
        again = golden.refresh_golden("SELECT id FROM records_person", [])

    assert (newest.sex, newest.live_region) == ("2", "610103")
    assert (trusted.sex, trusted.live_region) == ("1", "610103")
    assert (changed, again) == (1, 0)


def test_a_moved_link_leaves_its_trace(sight, link, acting, admin):
    sight({"person": 1}, {"person": 2})
    link()
    with acting():
        first, second = PersonLink.objects.order_by("sighting_id")
        old = second.person_id
        PersonLink.objects.filter(pk=second.pk).update(person=first.person_id, how=How.DECIDED)

    kept = admin.execute("SELECT sighting_id, person_id FROM records_personlink_history").fetchall()
    assert kept == [(second.pk, old)]
