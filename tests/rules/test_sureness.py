"""The weights that tell how sure an event is."""

import math

import pytest

from chancery.errors import RuleError
from chancery.records import PLOVER_CLASSES
from chancery.rules.load import load_rules
from chancery.rules.sureness import Sureness, load_sureness


def test_features_add_up_to_odds():
    """
    What it says is a share; features without a weight say nothing.
    """
    sureness = Sureness("test", asked={"any": 1.0, "share": 0.5}, unasked={"any": -1.0})
    assert sureness.share({"any": 1.0, "share": 2.0, "AGREE": 1.0}, 1) == pytest.approx(1 / (1 + math.exp(-2.0)))
    assert sureness.share({"any": 1.0, "share": 2.0}, 0) == pytest.approx(1 / (1 + math.exp(1.0)))


def test_two_heads_have_weights_of_their_own_where_any_were_learned():
    """
    A rule file that knows only of one head weighs what two say as one's.
    """
    assert Sureness("test", asked={"any": 1.0}, careful={"any": 3.0}).weights(2) == {"any": 3.0}
    assert Sureness("test", asked={"any": 1.0}).weights(2) == {"any": 1.0}


def test_the_shipped_weights_know_every_class():
    """
    An event is surer the more the head agrees, and of somebody to somebody rather than to nobody.
    """
    sureness = load_rules().sureness
    for weights in (sureness.asked, sureness.unasked, sureness.careful):
        assert set(PLOVER_CLASSES) <= set(weights)
        assert weights["both sides"] > weights["whom alone"]
    assert sureness.asked["share"] > 0 > sureness.asked["nothing"]


def test_a_weight_that_is_no_number_is_refused(tmp_path):
    """
    The error says where it stands and what would be right.
    """
    path = tmp_path / "sureness.toml"
    path.write_text('[head]\nversion = "x"\n[head.asked]\nany = "much"\n')
    with pytest.raises(RuleError, match="'asked' must give each feature a number"):
        load_sureness([path])
