"""Countries as actors: by their names, by the capital or house that stands for a government, and their peoples."""

from __future__ import annotations

from chancery.extract.casting.drafts import Draft, Found
from chancery.extract.casting.grammar import (
    acts,
    case_of,
    first_of_list,
    is_dealt_with,
    is_located,
    lands_of,
    only_says_whose,
    relation,
    takes_part,
    things_of,
    undergoes,
)
from chancery.extract.casting.touched import (
    deals_with_another,
    does_deed,
    has_part,
    is_banned,
    is_behind_known,
    is_faced,
    is_known_by,
    is_owner,
    is_shut_out,
)
from chancery.extract.casting.work import Work
from chancery.extract.deeds.forms import forms

_STANCES = {"commitment", "willingness", "readiness", "openness", "support", "demand", "offer", "opposition", "refusal", "insistence", "pledge", "request", "proposal", "objection", "aggression", "allegation", "accusation", "claim", "criticism", "appeal", "sanction", "sanctions", "ban", "tariff", "tariffs", "embargo", "blockade", "invasion", "incursion", "airstrike", "airstrikes", "offensive", "occupation"}  # fmt: skip
_CITY_VERBS = {"be", "host", "lie", "see", "have", "experience", "become", "remain", "sit", "wake", "suffer", "burn"}
"""What a city does as a city."""
_POLITICS = {"policy", "position", "stance", "ally", "government", "ambassador"}
_LEANINGS = {"willing", "keen", "eager", "opposed", "reluctant", "unwilling"}
_WORDS = {"REQUEST", "ACCUSE", "THREATEN", "SUPPORT"}
"""What is done to a government by words: of these classes no rule means a town."""
_DEFENCE = {"defend", "protect", "back", "relieve"}
_GIFTS_AND_BANS = {"AID", "SANCTION", "SUPPORT", "REQUEST", "ACCUSE", "THREATEN", "REJECT"}
_PRESSING = {"urge", "press", "pressure", "accuse", "warn", "blame", "ask", "tell", "persuade", "convince", "force", "threaten", "criticize", "condemn"}  # fmt: skip


def cast_states(work: Work) -> None:
    """Countries as actors where they act or are acted on; a capital or seat where it stands for the government."""
    for found in work.names:
        if found.country is None:
            continue
        if found.kind == "state" and work.words(found.first, found.last) in {"North", "South"}:
            if takes_part(work, found.last + 2, found.last + 3):  # "North and South Korea hold talks"
                _cast_state(work, found, found.country)
        elif found.kind in {"state", "demonym"} and (_holds_stance(work, found) or _is_of_pair(work, found)):
            _cast_state(work, found, found.country)
        elif found.kind == "state":
            _cast_name(work, found, found.country)
        elif found.kind == "seat" and (_speaks(work, found) or _loses_envoy(work, found)):
            _cast_state(work, found, found.country)
        elif found.kind == "demonym":
            _state(work, found, found.country).adjectives.append((found.first, found.last))
        elif found.kind == "people" and (
            acts(work, found.first, found.last)
            or undergoes(work, work.tokens[work.doc.head_of(found.first, found.last)])
        ):
            _cast_people(work, found, found.country)
    for state in work.drafts:
        if state.type == "state" and not state.kept:
            _keep_for_deeds(work, state)
    if {"PRK", "KOR"} & set(work.hints):
        _cast_halves(work)


def _keep_for_deeds(work: Work, state: Draft) -> None:
    """ "Israeli troops killed", "expelled two Russian diplomats": a state whose own do or undergo what the codebook of events knows."""
    for first, last in (*state.adjectives, *state.weak):
        head = work.tokens[first_of_list(work, work.doc.head_of(first, last))]  # "Thai and Cambodian troops"
        noun = work.tokens[head.head]
        if relation(noun) == "amod" and noun.tag == "VBN" and work.tokens[noun.index - 1].text in {"-", "–"}:
            # "a Saudi-led blockade", "a Korean-flagged tanker"
            said, noun = set(forms(noun, work.deeds.words.irregular)), work.tokens[noun.head]
            concerned = (
                does_deed(work, noun)
                if "lead" in said
                else bool(said & work.deeds.words.owned) and has_part(work, noun)
            )
        else:
            # "a travel ban on Fiji's ministers"
            several = (
                head.dep == "nmod:poss"
                and noun.tag == "NNS"
                and work.titles.group(noun.lemma) in {"GOV", "MIL", "LEG", "JUD"}
            )
            concerned = (relation(head) in {"compound", "amod"} or several) and (
                has_part(work, noun)
                or does_deed(work, noun)
                or is_shut_out(work, noun)
                or is_faced(work, head.index)
                or deals_with_another(work, noun, state.country or "")
            )
        if noun.index not in work.at and concerned:
            state.kept, state.named = True, (first, last)
            state.form(work.words(first, last))
            work.mention(state, first, last)
            return


def _sends_one_of_several(work: Work, found: Found) -> bool:
    """ "The presidents of Kenya and Uganda signed": each state acts by its own."""
    first = work.tokens[first_of_list(work, work.doc.head_of(found.first, found.last))]
    noun = work.tokens[first.head]
    return relation(first) == "nmod" and bool(lands_of(work, noun.index)) and has_part(work, noun)


def _owns_part(work: Work, at: int) -> bool:
    """ "seized five properties owned by Peru": whose the thing is that something is done to."""
    clause = work.tokens[work.tokens[first_of_list(work, at)].head]
    return is_owner(work, at) and has_part(work, work.tokens[clause.head])


def _loses_envoy(work: Work, found: Found) -> bool:
    """ "Peru recalled its ambassador to Mexico" or "from" it, "reopened its embassy in Chad": where relations are with."""
    first = work.tokens[first_of_list(work, work.doc.head_of(found.first, found.last))]
    noun = work.tokens[first.head]
    if (
        relation(first) != "nmod"
        or noun.lemma.lower() not in work.deeds.words.envoys
        or case_of(work, first.index) not in {"to", "in", "from"}
    ):
        return False
    own = any(child.dep == "nmod:poss" for child in work.doc.dependents(noun.index, "nmod"))
    return own and is_known_by(work, noun)


def _holds_stance(work: Work, found: Found) -> bool:
    """ "the U.S. commitment to", "Russian willingness to": whose the stance is acts by having it."""
    head = work.tokens[work.doc.head_of(found.first, found.last)]
    return relation(head) in {"compound", "amod"} and work.tokens[head.head].lemma.lower() in _STANCES


def _is_of_pair(work: Work, found: Found) -> bool:
    """ "the India-Pakistan talks", "the Turkish-Greek dialogue": two who have a deed of both together before its noun."""
    tokens = work.tokens
    beside = {found.first - 1: found.first - 2, found.last: found.last + 1}
    if not any(
        0 <= at < len(tokens)
        and 0 <= other < len(tokens)
        and tokens[at].text in {"-", "–"}
        and tokens[other].upos in {"PROPN", "ADJ"}
        for at, other in beside.items()
    ):
        return False
    at = work.doc.head_of(found.first, found.last)
    for _ in range(4):
        if relation(tokens[at]) not in {"compound", "amod", "nmod", "conj", "obl"} or tokens[at].head == at:
            break
        if tokens[at].dep not in {"compound", "amod"} and tokens[at].upos == "NOUN":
            break
        at = tokens[at].head
    noun = tokens[at]
    words = {noun.lemma.lower(), noun.text.lower(), noun.text.lower().removesuffix("s")}
    return any((rule := work.deeds.of_noun(word)) is not None and "mutual" in rule for word in words)


def _state(work: Work, found: Found, country: str) -> Draft:
    """The country's draft, which is no actor until it is kept."""
    state = work.by_name.get(("state", country))
    if state is None:
        name, named = work.countries.name_of(country), (found.first, found.last)
        state = Draft(name, "state", "actors.state", 0.95, country, "GOV", named=named, kept=False)
        work.add(state, "state", country)
    return state


def _cast_state(work: Work, found: Found, country: str) -> None:
    """The country as an actor, and the words as its mention."""
    state = _state(work, found, country)
    if not state.kept:
        state.named = (found.first, found.last)
    state.kept = True
    state.form(work.words(found.first, found.last))
    work.mention(state, found.first, found.last)


def _cast_name(work: Work, found: Found, country: str) -> None:
    """A country's name: an actor, a place, or what only says whose something is."""
    if takes_part(work, found.first, found.last):
        _cast_state(work, found, country)
        return
    if _sends_one_of_several(work, found) or _loses_envoy(work, found):
        _cast_state(work, found, country)
        return
    at = work.doc.head_of(found.first, found.last)
    if _owns_part(work, at) or is_faced(work, at) or is_behind_known(work, at):
        _cast_state(work, found, country)
        return
    state = _state(work, found, country)
    if is_located(work, found.first, found.last):
        return
    head = work.tokens[at]
    if relation(head) in {"compound", "amod"}:
        state.adjectives.append((found.first, found.last))
    elif only_says_whose(work, head):
        state.weak.append((found.first, found.last))
    else:
        # Neither a place nor somebody's adjective: "a protecting power for the United States", "critical of Russia".
        state.kept = True
        state.form(work.words(found.first, found.last))
        work.mention(state, found.first, found.last)


def _cast_people(work: Work, found: Found, country: str) -> None:
    words, named = work.doc.words(found.first, found.last), (found.first, found.last)
    people = work.by_name.get(("people", country))
    if people is None:
        people = Draft(words, "people", "actors.people", 0.7, country, "CVL", named=named)
        work.add(people, "people", country)
    people.form(words)
    work.mention(people, found.first, found.last)


def _cast_halves(work: Work) -> None:
    """Cast "the North" and "the South" in a story about either half of Korea: "South Korea sent rice to the North"."""
    for token in work.tokens:
        at = token.index
        if token.text not in {"North", "South"} or not at or work.tokens[at - 1].text.lower() != "the":
            continue
        if at in work.found or relation(token) in {"amod", "compound"} or not takes_part(work, at, at + 1):
            continue
        country = "PRK" if token.text == "North" else "KOR"
        _cast_state(work, Found(at, at + 1, "state"), country)


def _speaks(work: Work, found: Found) -> bool:
    """Whether a capital or a house stands for its government here."""
    head = first_of_list(work, work.doc.head_of(found.first, found.last))
    dep, governor = work.tokens[head].dep, work.tokens[work.tokens[head].head]
    if work.tokens[found.first].text in {"White", "Kremlin", "Downing", "Blue"} and not is_located(
        work, found.first, found.last
    ):
        return takes_part(work, found.first, found.last)
    if dep == "nsubj":
        if governor.upos == "ADJ":  # "Tehran is ready to receive inspectors"
            return governor.lemma.lower() in work.deeds.words.promising | _LEANINGS
        return governor.upos == "VERB" and governor.lemma not in _CITY_VERBS
    if _is_addressed(work, head) or _is_helped_or_cut_off(work, head):
        return True
    if dep in {"obl", "nmod", "obl:agent"}:
        case = case_of(work, head)
        return case in {"with", "between", "against"} or (
            case == "by" and governor.upos == "VERB" and dep == "obl:agent"
        )
    if dep == "nmod:poss":
        return governor.index in work.doc.predicate_at or governor.lemma in _POLITICS
    return dep in {"obj", "iobj"} and governor.lemma in _PRESSING


def _is_addressed(work: Work, head: int) -> bool:
    """Whether a capital is whom the codebook's verbs of asking, blaming, threatening and praising are said to.

    Forms that it reads:

        Tehran was urged to receive inspectors; accused Moscow; praised Warsaw
        called on Pretoria to pay; pointed the finger at Khartoum
    """
    token = work.tokens[head]
    governor = work.tokens[token.head]
    if governor.upos != "VERB":
        return False
    stems = forms(governor, work.deeds.words.irregular)
    if token.dep in {"obj", "iobj", "nsubj:pass"}:
        rules = [rule for stem in stems if stem not in _DEFENCE for rule in work.deeds.by_verb.get(stem, ())]
        if token.dep == "iobj" and any(rule.what == "AID" for rule in rules):
            return True  # "gave Kyiv ten tanks"
        by_words = any(rule.what in _WORDS and not rule.objects for rule in rules)
        return by_words and not any(rule.what in {"ASSAULT", "COERCE"} for rule in rules)
    if relation(token) != "obl":
        return False
    case = case_of(work, head)
    objects = things_of(work, governor)
    for stem in stems:
        if any(rule.what in _WORDS for rule in work.deeds.by_verb.get(f"{stem} {case}", ())):
            return governor.index + 1 == head - 1
        if any(
            rule.what in _WORDS and case in rule.prepositions and rule.objects & objects
            for rule in work.deeds.by_verb.get(stem, ())
        ):
            return True
    return False


def _is_helped_or_cut_off(work: Work, head: int) -> bool:
    """Whether something is given to a capital's government or taken from it.

    Forms that it reads:

        sent 14 tanks to Kyiv; recalled its ambassador from Moscow
        imposed sanctions on Minsk; military aid to Kyiv, pressure on Tehran
    """
    token = work.tokens[head]
    governor, case = work.tokens[token.head], case_of(work, head)
    if relation(token) == "obl":
        return is_dealt_with(work, head, case) or (case == "on" and is_banned(work, governor))
    if relation(token) != "nmod" or case not in {"on", "to", "for", "from", "against"}:
        return False
    words = (governor.lemma.lower(), governor.text.lower())
    held = governor
    if relation(held) == "nmod" and case_of(work, held.index) in {"of", "in"}:
        held = work.tokens[held.head]  # "$50 million in aid to Kyiv"
    if (held.lemma.lower() in work.deeds.words.measures or held.text in "$€£") and held.dep in {"obj", "nsubj:pass"}:
        return is_dealt_with(work, held.index, case)
    rules = [rule for word in words if (rule := work.deeds.of_noun(word)) is not None]
    known = any(rule.what in _GIFTS_AND_BANS and case in rule.prepositions for rule in rules)
    return known or (
        governor.lemma.lower() not in work.deeds.words.envoys and is_known_by(work, governor, _GIFTS_AND_BANS)
    )
