import pytest
from lopso_widgets.regulations import provision
from lopso_widgets.subject_average.model import circular_22


def test_a_provision_says_its_document_and_article():
    found = provision("tt22.weights.final")
    assert (found.document, found.value) == ("22/2021/TT-BGDĐT", 3)
    assert found.article.startswith("Điều")


@pytest.mark.parametrize("name", ["tt22.weights.nothing", "tt22.weights", "tt99.a", ""])
def test_a_provision_that_is_not_there_is_named(name):
    with pytest.raises(LookupError, match=repr(name)):
        provision(name)


def test_the_rule_is_the_circulars():
    rule = circular_22()
    assert (rule.regular, rule.midterm, rule.final, rule.added) == (1, 2, 3, 5)
    assert (rule.terms, rule.counts, str(rule.goal)) == ((1, 2), (2, 3, 4), "6.5")
