import pytest

from charting.rules.mibo import completeness, items


def test_label_and_no_count_of_23():
    found = completeness({})
    assert found.label == "MIBO-style completeness (own field list, not the official checklist)"
    assert found.total.filled == 0
    assert found.total.asked == len(items()) != 23


def test_filled_of_asked():
    found = completeness({"draw_volume": True, "anticoagulant": True, "storage": False})
    blood = next(share for share in found.categories if share.category == "Whole blood")
    assert blood.words() == "2 of 8"
    assert "Kept until use" in blood.lacking
    assert found.total.filled == 2


def test_what_does_not_apply_is_not_asked():
    without = completeness({"activator": True, "activator_strength": None, "activator_volume": None})
    activation = next(share for share in without.categories if share.category == "Activation")
    assert (activation.filled, activation.asked, activation.lacking) == (1, 1, ())


def test_categories_add_up_to_all():
    found = completeness({item.code: place % 3 == 0 for place, item in enumerate(items())})
    assert sum(share.filled for share in found.categories) == found.total.filled
    assert sum(share.asked for share in found.categories) == found.total.asked


def test_codes_are_unique_and_a_slip_in_a_code_is_an_error():
    codes = [item.code for item in items()]
    assert len(codes) == len(set(codes))
    with pytest.raises(KeyError):
        completeness({"draw_volumes": True})
