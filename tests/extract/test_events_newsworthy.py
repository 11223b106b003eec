"""What would stand in nobody's record, over sentences read by the model that ships."""

import pytest

from chancery.store.ask import DEFAULT_CONFIDENCE

NO_NEWS = [
    "Peru warns its citizens against travelling to Chile.",
    "The Chilean government warned residents of Valparaiso to prepare for the storm.",
    "President Trump asked people to pray for the victims.",
    "President Vladimir Putin flew to Magnitogorsk on Monday.",
    "President Trump's visit to Walter Reed Hospital last November was impromptu.",
    "Secretary Blinken moderated a discussion on Monday.",
    "The Salvadoran government evacuated hundreds of people after the eruption.",
    "The Thai navy rescued 40 tourists on Monday.",
    "The United Nations airlifts baby gorillas from Congo.",
    "The Department of Homeland Security provides temporary relief to immigrants from deportation.",
    "The government opened an investigation into the crash of the plane.",
    "NASA's Pluto probe New Horizons crossed the orbit of Mars on Monday.",
    "A man is killed by strong wind in Germany on Monday.",
    "President Obama supports the right for same-sex partners to marry.",
    "The minister opposes the police state.",
    "Peru offered Chile first refusal on the ships.",
    "Putin proposed to establish a monthly payment for families.",
    "President Trump offered to kiss members of the crowd.",
    "Senator Carroll argued for checks and balances for big tech.",
    "Prime Minister Cameron concedes that he is a supporter of Aston Villa.",
    "The United States plans to implement a sports program for athletes.",
    "The Supreme Court of the United States agrees to hear the case of Peru.",
    "Senator Ted Cruz announces his intention to run for president.",
    "The French Constitutional Council approves most of the controversial measures.",
    "The U.S. House of Representatives approves a resolution to end support for Saudi Arabia.",
    "The Andorran government orders all bars in the Principality to close.",
    "President Medvedev authorised the council to investigate the case of Magnitsky.",
    "The president's pledge to fire any staffer was still operative on Monday.",
    "The New York Times published allegations about the taxes.",
    "An Israeli army division is called up, raising concerns for war.",
    "The United States is prepared to stay fully engaged, Secretary Blinken said.",
    '"We are the real choice, yet the Commission on Presidential Debates refuses to have me," Senator Jorgensen said.',
    "Venezuelan police investigate the kidnapping on Wednesday of a baseball catcher.",
    "The Japan Aerospace Exploration Agency says its probe Akatsuki has failed to enter the orbit around Venus.",
    "Hong Kong leader Carrie Lam vows not to give in to protesters.",
    "President Obama ordered a list of foreign targets for attacks.",
    "Air Canada and Air Transat terminate a planned merger deal.",
    "The Supreme Court of Nepal approves same-sex marriage.",
    "Prime Minister Boris Johnson formally signs the agreement into law.",
    "Spain lifts its threat of boycotting the summit.",
    "The judge ruled that the damage is done.",
    "The World Health Organization endorses the rollout of the malaria vaccine.",
    "The National Assembly of Hungary approves the detention of all asylum seekers.",
    "President Hu Jintao vowed severe punishment on Monday.",
    "The American Samoan government suspends all flights to Pago Pago airport.",
    "Tropical Storm Alberto threatens to hit the coast of Florida.",
    "The Hong Kong High Court rules in favor of a homeowner.",
    "A separate fatal crash remains subject to investigation by the National Transportation Safety Board.",
    "The New York Times reached out to Senator Angela Walker to discuss the race.",
    "Senator Jorgensen supports an open immigration policy.",
    "President Theodore Roosevelt recognizes the toll of the famine in Peru.",
    "The Secretary's remarks will be open to the press.",
    "President Obama vows to keep the borders open.",
    "French transport workers are reducing train services in Paris.",
    "The Democratic Party cancelled its convention in Milwaukee.",
    "Senator Klobuchar is ending her presidential bid.",
    "Congressman Amash dropped out of the race.",
    "President Trump gave insider access to a journalist.",
    "The Prohibition Party has declined since 1933.",
    "The Department of State is mobilizing on all fronts to tackle the climate crisis.",
    "On Monday the governor shot her down.",
    "Senator Paul questioned whether the visit was planned.",
    "International students supported 415,000 U.S. jobs.",
    "This action renders President Ruiz ineligible for entry into the United States.",
    "Fifteen people are killed and eleven others injured in a fire at a nursing home in Kharkiv, Ukraine.",
    "A bat struck Senator Jo Jorgensen on the chin.",
    "The politician Bo Xilai speaks out for the first time.",
    "Green Party candidate Howie Hawkins called for the decriminalization of drugs.",
    "President Hadi withdraws his resignation.",
    "President Trump was released from the hospital.",
    "The Emergencies Ministry has called on drivers to be careful.",
    "Christine O'Donnell defended her niece's claim.",
    "Kanye West backed away from his previous support for President Trump.",
    "Canada announces a bailout for its troubled automotive industry.",
    "President Theodore Roosevelt (center) stands with Russian (left) and Japanese (right) representatives.",
    "Senator Klobuchar dropped out prior to Super Tuesday.",
    "The Chinese hospital and foreign doctors disagree on future treatment.",
    "Television broadcasts video footage shot by al-Qaeda in Afghanistan.",
    "The Department of State is working with Congress to provide funds.",
    "A federal judge refuses to block Governor Andrew Cuomo's plan.",
    "The government of Egypt ordered the killing of over 300,000 pigs.",
    "Three Georgian soldiers are killed and 13 wounded when a mortar bomb explodes during exercises at a base near Tbilisi.",
    "Former army chief Sarath Fonseka admits he expects to be jailed.",
    "The food supply for millions of Ukrainians has been held hostage by the Russian military.",
    "Tremors are felt in Kazakhstan, in which 67 people have been injured in Almaty.",
    "The Indian prime minister asked his countrymen to stay at home.",
    "Texts were read on the anniversary of the failed 1959 Tibetan uprising.",
]

NEWS = [
    ("Israel warned residents of southern Lebanon to leave their homes.", "REQUEST"),
    ("Vladimir Putin makes a rare trip to Israel.", "CONSULT"),
    ("The Nigerian military rescued 76 schoolgirls on Monday.", "AID"),
    ("Pakistani police rescued three hostages from kidnappers in Lahore.", "AID"),
    ("India evacuated its citizens from Sudan in April.", "AID"),
    ("The European Union opened a probe into Gazprom.", "ACCUSE"),
    ("President Aoun opposed the bill on Monday.", "REJECT"),
    ("North Korea offers to return to the six-party talks.", "AGREE"),
    ("North Korea proposed to declare a formal end to the war.", "AGREE"),
    ("Jordan announces its intention to cut ties with Qatar.", "SANCTION"),
    ("The Security Council vetoed a draft resolution calling for a ceasefire in Syria.", "REJECT"),
    ("President Obama announces his intention to visit Burma.", "CONSULT"),
    ("The Israeli parliament approves the peace treaty.", "SUPPORT"),
    ("Australia and Canada deployed surveillance aircraft to Japan.", "MOBILIZE"),
    ("Iran expressed its willingness to return to the talks.", "AGREE"),
    ("The prosecutors opened an investigation into corruption in the ministry.", "ACCUSE"),
    ("President Obama ordered the withdrawal of troops from Iraq.", "RETREAT"),
    ("Australia suspends flights from India.", "SANCTION"),
    ("The Serbian government ruled out a referendum in Kosovo.", "REJECT"),
    ("Speaker Pelosi had previously opposed impeachment proceedings.", "REJECT"),
    ("The Irish parliament passes a motion supporting same-sex marriage.", "SUPPORT"),
    ("Iran is prepared to go back to the original deal.", "AGREE"),
    ("Russia is mobilizing along the border with Ukraine.", "MOBILIZE"),
    ("The United States withdrew from the Convention on Cluster Munitions.", "SANCTION"),
    ("Rebels held hostage nine aid workers in Congo.", "ASSAULT"),
    ("Canada announces aid for its ally Ukraine.", "AID"),
    ("Germany disagreed with France on the budget.", "REJECT"),
    ("The United States government lifts its suspension on sharing intelligence with Ukraine.", "CONCEDE"),
    ("Alexei Navalny called for protests in Moscow.", "REQUEST"),
    ("Juan Guaidó called for new elections in Venezuela.", "REQUEST"),
    ("The rebels shot down President Habyarimana on Monday.", "ASSAULT"),
    ("Serb forces had committed the massacre, the Bosnian president admitted.", "ASSAULT"),
]


@pytest.fixture(scope="module")
def told(shipped):
    """For a sentence its events, and the names of actors."""
    from chancery.pipeline import find, read_stories
    from chancery.records import Actor, Event
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def events(text):
        stories = [story_from_text(text, given_id=text, published="2019-02-19")]
        records = [record for doc in read_stories(stories, reader, rules) for record in find(doc, rules)]
        names = {record.id: record.name for record in records if isinstance(record, Actor)}
        return [record for record in records if isinstance(record, Event)], names

    return events


@pytest.mark.parametrize("text", NO_NEWS)
def test_what_is_no_news_is_not_shown(told, text):
    """
    No event, or one so unsure that nobody sees it who does not ask.
    """
    assert [event.what for event in told(text)[0] if event.confidence >= DEFAULT_CONFIDENCE] == []


@pytest.mark.parametrize(("text", "what"), NEWS, ids=[text for text, _ in NEWS])
def test_what_is_news(told, text, what):
    assert what in [event.what for event in told(text)[0] if event.confidence >= DEFAULT_CONFIDENCE]
