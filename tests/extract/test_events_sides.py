"""Of whom events are told, and the class of words that often mean another, over sentences read by the model that ships."""

import pytest

SIDES = [
    # Who suffers a deed is not the one who is blamed for it or asked to do it.
    ("Germany condemned the killing of Jamal Khashoggi on Monday.", "ACCUSE Germany > "),
    ("Germany condemned the killing of Jamal Khashoggi by Saudi agents on Monday.", "ACCUSE Germany > Saudi Arabia"),
    ("The United States condemned Navalny's arrest on Monday.", "ACCUSE United States > "),
    ("France denounced Israel's bombing of Lebanon on Monday.", "ACCUSE France > Israel"),
    ("Canada demanded that Michael Kovrig be released on Monday.", "REQUEST Canada > "),
    ("Germany called for Navalny's release on Monday.", "REQUEST Germany > "),
    ("The United States urged Iran to release Navalny.", "REQUEST United States > Iran"),
    ("The United States demanded the resignation of President Bashar al-Assad.", "REQUEST United States > Bashar al-Assad"),
    # Who is told behind "on" and "with" of the verb's own.
    ("The Afghan government blames the attack on Pakistan.", "ACCUSE Afghan government > Pakistan"),
    ("China lodges a complaint with the United States over the call.", "ACCUSE China > United States"),
    ("Argentina will lodge a complaint with the United Nations Security Council about the Falkland Islands.", "ACCUSE Argentina > "),
    ("Japan summons China's ambassador, Cheng Yonghua, to Tokyo.", "ACCUSE Japan > Cheng Yonghua"),
    # A capital is its government where it is asked, blamed, helped or banned.
    ("Lesotho called on Pretoria to renegotiate the price of water.", "REQUEST Lesotho > South Africa"),
    ("Beijing was accused by Australia of hacking parliament.", "ACCUSE Australia > China"),
    ("The EU imposed sanctions on Minsk over the election.", "SANCTION European Union > Belarus"),
    ("Germany sent a team of doctors to Rome on Monday.", "AID Germany > Italy"),
    ("The United States will provide $50 million in military aid to Kyiv.", "AID United States > Ukraine"),
    ("Poland recalled its ambassador from Moscow.", "SANCTION Poland > Russia"),
    ("Russian forces attacked Kyiv on Monday.", "ASSAULT Russian forces > "),
    # Who stands behind what is taken away or given back.
    ("Poland withdrew its troops from Iraq in July.", "RETREAT Poland > Iraq"),
    ("Turkey halted flights from Iran on Monday.", "SANCTION Turkey > Iran"),
    ("Australia has lifted a travel ban on Fiji's ministers.", "CONCEDE Australia > Fiji"),
    # What somebody says that another must do, he asks of him.
    ("The United States says Syria must withdraw its troops from Lebanon.", "REQUEST United States > Syria"),
    # On what another does a threat hangs.
    ("Beijing has threatened to use military force if Taiwan attempts to claim independence.", "THREATEN China > Taiwan"),
    ("Russia warned that it would cut off gas if Ukraine did not pay.", "THREATEN Russia > Ukraine"),
    # Holders of an office who are met, and "by" on an infinitive.
    ("Peru's interior minister had a meeting with Zambia's health minister in Lima.", "CONSULT Peru's interior minister > Zambia's health minister"),
    ("Germany was urged to send coal by Moldova's deputy premier.", "REQUEST Moldova's deputy premier > Germany"),
    ("Nicaragua's attorney general accused Spain of meddling.", "ACCUSE Nicaragua's attorney general > Spain"),
    ("Opposition senators in Nairobi accused Uganda of meddling.", "ACCUSE Opposition senators > Uganda"),
    # A country's own, whatever they are called.
    ("Uzbek security men detained three Kazakh herders.", "COERCE Uzbekistan > Kazakhstan"),
    ("Gunfire from an Indonesian warship killed a Chinese fisherman.", "ASSAULT Indonesia > China"),
    ("Russia banned imports of Polish apples.", "SANCTION Russia > Poland"),
    ("Iran freed two American hikers.", "RETREAT Iran > United States"),
    ("South Korea sent rice to the North.", "AID South Korea > North Korea"),
    # States act by those whom they send, several at once.
    ("The presidents of Kenya and Uganda signed an agreement on Monday.", "SUPPORT Kenya, Uganda > "),
    ("U.S. envoy Amos Hochstein met with negotiators from Israel and Lebanon on Monday.", "CONSULT Amos Hochstein > Israel, Lebanon"),
    # Whose the people or the words are that it is done to.
    ("The EU imposed sanctions on three Belarusian officials over the crackdown.", "SANCTION European Union > Belarus"),
    ("China rejected U.S. criticism of its human rights record.", "REJECT China > United States"),
    ("Peru recalled its ambassador to Mexico.", "SANCTION Peru > Mexico"),
    ("The EU imposed duties on solar panels from China on Monday.", "SANCTION European Union > China"),
    # A man is not his country, nor is an agency in brackets among the people.
    ("The former Russian spy Alexander Litvinenko accuses Russian president Vladimir Putin of his murder.", "ACCUSE Alexander Litvinenko > Vladimir Putin"),
    ("Two people injured in an IDF drone attack in southern Lebanon.(Al Jazeera)", "ASSAULT Israel Defense Forces > "),
    # Who does it may stand behind the verb, where it is passive.
    ("The attack was carried out by a Palestinian gunman in Jerusalem on Monday.", "ASSAULT Palestine > "),
    # Whose arrest it is suffers it, whoever says something about it.
    ("On Monday a judge extended Alexei Navalny's arrest until May.", "COERCE  > Alexei Navalny"),
    ("The judge Paul Kellar spoke on Monday. After his arrest on Friday, Ali Demir stayed in Lima.", "COERCE  > Ali Demir"),
    # Nobody is asked who only stands inside of what is asked for, or suffers it.
    ("President Donald Trump calls for Russia, which was suspended in 2014, to be reinstated in the group.", "REQUEST Donald Trump > "),
    ("The European Commission proposes two measures to counter the US exit from the agreement with Iran.", "AGREE European Commission > "),
    # A group is meant, not the country that it is of.
    ("The Nigerian militant group Boko Haram issues a warning to Christians.", "THREATEN Boko Haram > "),
    # The first verb's subject, where the second is joined to it over a clause.
    ("The Russian Armed Forces claims to have shot down eight jets fired by Ukraine and vows retaliation.", "THREATEN Russian Armed Forces > "),
    ("The European Commission accuses Apple of blocking its competitors, and threatens to fine the company.", "THREATEN European Commission > Apple"),
    # One private person is not his country, but for another state that holds him.
    ("Russian police arrests an Australian man who threatened to blow up a plane.", "COERCE Russian police > "),
    ("Iran detained a British woman on Monday.", "COERCE Iran > United Kingdom"),
    # Whose sanctions they are, not against whom.
    ("Switzerland adopts European Union sanctions against Iran's energy sector.", "SANCTION Switzerland > "),
    ("The United Nations votes to send 12,000 peacekeepers to the Central African Republic.", "AID United Nations > Central African Republic"),
    # Two states before what they have together.
    ("The India-Pakistan talks on water began on Monday.", "CONSULT India, Pakistan > "),
    ("The Turkish-Greek talks ended on Monday.", "CONSULT Turkey, Greece > "),
    # Whose the wares are suffers what is done to them.
    ("China imposed tariffs on Australian wine on Monday.", "SANCTION China > Australia"),
    ("The European Union closed its airspace to Belarusian flights.", "COERCE European Union > Belarus"),
    ("South Africa recalled its diplomats from Israel.", "SANCTION South Africa > Israel"),
    ("Philippine ships were rammed by Chinese vessels on Monday.", "ASSAULT China > Philippines"),
    # Who calls a meeting off refuses it.
    ("President Trump cancelled a meeting with Danish Prime Minister Mette Frederiksen.", "REJECT Trump > Mette Frederiksen"),
    # Measures are aimed at somebody, and no arms.
    ("The United States targeted Iran with sanctions on Friday.", "SANCTION United States > Iran"),
    # What stands behind a noun of its own is not whom: an impact on, a border with, according to; nor is one's own embassy.
    ("Secretary Blinken acknowledged the impact of Russia's invasion on Malawi.", "ASSAULT Russia > "),
    ("Serbia agreed to move its embassy in Israel to Jerusalem.", "AGREE Serbia > "),
    # Where a deed was the largest of its kind is not who did it; a coup is done to a state.
    ("Sailors said Niger's coup was wrong.", "COERCE  > Niger"),
    # What has no passive is its subject's own deed.
    ("Israel was attacked by Hamas on Monday and retaliated.", "ASSAULT Israel > "),
    # Whose town it is that is struck.
    ("Israel struck Gaza on Monday, and Palestinians fled.", "ASSAULT Israel > Palestinians"),
    # Two persons by their offices.
    ("Deputy Secretary of State Wendy Sherman met Angolan President João Lourenço in Luanda. The Deputy Secretary and President agreed to sign the treaty.",
     "AGREE Wendy Sherman, João Lourenço > "),
    # What somebody has is not he; nor is a ship the state of its name, or what words are about their author's.
    ("Senator Lewis travels to France to meet with U.S. partners on Ukraine.", "CONSULT Lewis > "),
    ("Former president Bill Clinton criticises President George W. Bush's policies on Iraq.", "ACCUSE Bill Clinton > George W. Bush"),
    ("Secretary of Defense Lloyd Austin orders the USS Abraham Lincoln aircraft carrier strike group and the USS Georgia submarine to the Middle East.", "MOBILIZE Lloyd Austin > "),
    ("Spanish foreign minister José García-Margallo attacks Argentina over its decision to nationalise YPF.", "ACCUSE José García-Margallo > Argentina"),
    # One person by two offices.
    ("Secretary of State Antony Blinken spoke with PRC State Councilor and Foreign Minister Wang Yi about North Korea.", "CONSULT Antony Blinken > Wang Yi"),
    # Where words are said, who would suffer what is called for, whose the matter is that is discussed, who only helped.
    ("President Trump lashed out at Mayor Muriel Bowser on Twitter.", "ACCUSE Trump > Muriel Bowser"),
    ("Libyan leader Muammar al-Gaddafi calls for jihad against Switzerland.", "REQUEST Muammar al-Gaddafi > "),
    ("The leaders of France and Germany discussed the ongoing negotiations with Iran.", "CONSULT France, Germany > "),
    ("They condemned the Kremlin's unprovoked war against Ukraine, also enabled by the Belarusian government.", "ASSAULT Russia > Ukraine"),
    ("U.S. officials deny Al Jazeera was the target of either attack.", "REJECT U.S. officials > "),
    ("President Cyril Ramaphosa extends South Africa's level four restrictions for 14 days.", "COERCE Cyril Ramaphosa > "),
    # For what somebody is thanked; one's own country's people.
    ("Secretary Blinken thanked the Baltic states for their steadfast support of Ukraine and for hosting U.S. forces.", "SUPPORT Blinken > "),
    ("Derek Chollet, a State Department official, will meet with U.S. refugee resettlement agency staff.", "CONSULT Derek Chollet > "),
    ("The Saudi foreign minister met with U.S. officials.", "CONSULT Ibrahim al-Assaf > United States"),
    # Of whom something is agreed.
    ("Secretary Blinken and Foreign Minister Dendias agreed that Iran must release the vessels.", "AGREE Blinken, Dendias > "),
    # One campaign is not another's; a name ends before "and".
    ("The Trump campaign accused Joe Biden of lying. The Biden campaign criticized the commutation.", "ACCUSE Biden campaign > "),
    ("Secretary Antony J. Blinken And Republic of Korea Foreign Minister Chung Eui-yong Before Their Meeting", "CONSULT Antony J. Blinken > Chung Eui-yong"),
    # Central Americans are no Americans.
    ("The Mexican Navy frees 104 Central American migrants.", "RETREAT Mexican Navy > migrants"),
    # An army of one's own.
    ("The Japanese government will deploy its own Maritime Self-Defense Force to the Gulf.", "MOBILIZE Japanese government > "),
    # Whose the things are, behind a participle or a count.
    ("On Monday North Korea seized five properties owned by South Korea.", "COERCE North Korea > South Korea"),
    ("The European Union imposed a tariff on all goods imported from Serbia and Bosnia.", "SANCTION European Union > Serbia, Bosnia and Herzegovina"),
    ("India blocked dozens of Chinese apps on Monday.", "COERCE India > China"),
    ("The seizure of a Greek tanker by Iran was condemned by Germany.", "ACCUSE Germany > Iran"),
    ("Saudi Arabia blockaded Yemen's ports in May.", "COERCE Saudi Arabia > Yemen"),
    # To whom forces are brought up; the soldiers are no whom.
    ("The United States deployed warships to the Red Sea off Yemen.", "MOBILIZE United States > Yemen"),
    ("Serbia put its army on alert along its border with Kosovo.", "MOBILIZE Serbia > Kosovo"),
    ("Chad deployed 1,200 troops to the border with Sudan.", "MOBILIZE Chad > Sudan"),
    ("Germany deploys 540 soldiers.", "MOBILIZE Germany > "),
    ("Hezbollah fired a missile at Shlomi, Israel, on Sunday.", "ASSAULT Hezbollah > Israel"),
    # Who stands before the deed's noun.
    ("A CIA drone strike killed nine militants in Waziristan on Monday.", "ASSAULT CIA > militants"),
    ("Turkish shelling of Syrian villages killed four civilians on Thursday.", "ASSAULT Turkey > civilians"),
    ("A man was beaten to death by a mob in Jharkhand on Monday.", "ASSAULT mob > "),
    ("Israel and Lebanon agreed to a US-brokered truce on Tuesday.", "AGREE Israel, Lebanon > "),
    # Who is named among others; with whom somebody only holds; who plays games.
    ("Chinese police detained others, including lawyers Li Yuhan and Yu Wensheng.", "COERCE Chinese police > Li Yuhan, Yu Wensheng"),
    ("Spanish police arrested four alleged ISIL sympathisers in Melilla on Tuesday.", "COERCE Spanish police > "),
    ("Japan fined two South Korean baseball players on Thursday.", "SANCTION Japan > "),
    # A flag tells whose a ship is; of a group's commander the group suffers.
    ("Iran's Revolutionary Guards seized a South Korean-flagged tanker on Monday.", "COERCE Islamic Revolutionary Guard Corps > South Korea"),
    ("American special forces killed an al-Qaeda commander in Yemen.", "ASSAULT American special forces > al-Qaeda"),
    # Who does it is told by the attack's noun or by a clause beside.
    ("Two civilians were wounded by Ukrainian shelling of Donetsk on Sunday.", "ASSAULT Ukraine > civilians"),
    ("Nine soldiers were killed in clashes with the Taliban in Kunduz on Monday.", "ASSAULT Taliban > soldiers"),
    ("Two Palestinians are killed when Israeli soldiers storm a refugee camp.", "ASSAULT Israeli soldiers > Palestinians"),
    ("A Saudi-led blockade of Qatar began in 2017.", "COERCE Saudi Arabia > Qatar"),
    ("Six armed Somali pirates hijacked a freighter on Monday.", "ASSAULT Somali pirates > "),
    ("Ties between Saudi Arabia and Iran were restored on Monday.", "SUPPORT Saudi Arabia > Iran"),
    # Whole lists.
    ("Burma invites observers from ASEAN, the European Union and the United States.", "AGREE Myanmar > Association of Southeast Asian Nations, European Union, United States"),
    # The victims of a crime are not punished for it, nor who hears a complaint blamed.
    ("A Paris court convicts four men in the kidnapping and murder of Ilan Halimi.", "SANCTION Paris court > "),
    ("The Philippine Senate investigates the alleged murders of an indigenous Lumad family.", "ACCUSE Philippine Senate > "),
    ("Mexican President Andrés Manuel López Obrador apologizes for the Torreón massacre.", "CONCEDE Andrés Manuel López Obrador > "),
    ("Sergey Lavrov calls for the immediate release of kidnapped soldier Gilad Shalit.", "REQUEST Sergey Lavrov > "),
    ("Four civilians are killed following Indian bombardment of Kashmir on Monday.", "ASSAULT India > civilians"),
    ("Syria's government accuses Israel of helping the Syrian rebels. (Xinhua)", "AID Israel > Syria"),
]  # fmt: skip
CLASSES = [
    ("Secretary Antony Blinken regrets a breach of the agreement from which the United States withdrew last year.", "SANCTION"),
    ("Japan withdrew from the International Whaling Commission in June.", "SANCTION"),
    ("Poland regretted the UK's withdrawal from the European Union on Monday.", "SANCTION"),
    ("Russia undertook to withdraw its troops from Georgia.", "AGREE"),
    ("That is not a proposition that President Joe Biden was willing to accept.", "REJECT"),
    ("The United States pulls out of the Paris agreement.", "SANCTION"),
    ("Pakistan officially protests against the U.S. drone strikes.", "ACCUSE"),
    ("China expresses regret over the United States' decision to leave the United Nations Human Rights Council.", "ACCUSE"),
    ("The Ukrainian police freed all the hostages on Monday.", "AID"),
]  # fmt: skip
NOTHING = [
    ("The United States has undertaken measures against Russia.", "AGREE"),
    ("The Taliban claim to have shot down a NATO helicopter.", "REJECT"),
    ("The armed forces and police launched a counter-offensive on Monday.", "COOPERATE"),
    ("The Federal Aviation Administration and the National Transportation Safety Board began investigations.", "COOPERATE"),
    ("Seven hours later, California Highway Patrol officers found all of them shot dead.", "ASSAULT"),
    ("Houthi forces launched rockets that hit and destroyed a ship of the United Arab Emirates.", "MOBILIZE"),
    ("The conference is over. Iran will talk if the United States vows not to attack.", "THREATEN"),
    ("The General Assembly of the United Nations votes to admit South Sudan as a member.", "CONCEDE"),
    ("The Secretary, Antony Blinken, recognized the important role of Azerbaijan.", "CONCEDE"),
    ("A boy in Gaza is killed by a missile fired by an Israeli aircraft.", "MOBILIZE"),
    ("Ukrainian President Petro Poroshenko holds a press conference in Vinnytsia.", "CONSULT"),
    ("A Hezbollah missile was fired on Monday.", "ASSAULT"),
    ("Former President Otto Perez pleads not guilty.", "CONCEDE"),
    ("Azerbaijani forces exchanged fire on the border, leaving three Armenian soldiers dead.", "RETREAT"),
    ("Al-Qaeda fighters attacked a prison in Yemen, freeing at least 270 prisoners.", "RETREAT"),
    ("Israel withheld $6 million from the United Nations in protest.", "PROTEST"),
    ("Russia is a country whose court will uphold the designation of Falun Gong as extremist.", "SUPPORT"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[text for text, _ in SIDES])
def test_who_and_whom(lines, text, expected):
    assert expected in lines(text)


def test_each_other_goes_both_ways(told):
    events, _ = told("Armenia and Azerbaijan accused each other of breaking the truce.")
    assert [(event.what, event.mutual, len(event.who)) for event in events] == [("ACCUSE", True, 2)]
    events, _ = told("Armenia and Azerbaijan accused Turkey of breaking the truce.")
    assert [(event.what, event.mutual) for event in events] == [("ACCUSE", False)]


@pytest.mark.parametrize(("text", "expected"), CLASSES, ids=[text for text, _ in CLASSES])
def test_class(told, text, expected):
    assert expected in [event.what for event in told(text)[0]]


@pytest.mark.parametrize(("text", "never"), NOTHING, ids=[text for text, _ in NOTHING])
def test_no_event_of_the_class(told, text, never):
    assert never not in [event.what for event in told(text)[0]]
