"""Closed classes of English words, by which the phrase proposer knows where a swap is safe.

They describe grammar, not medicine, so they are code. A word that is in none of them counts as
unknown, and unknown surroundings forbid a swap.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text; it keeps the lists below readable."""
    return frozenset(words.split())


DETERMINERS = word_set(
    "a an the this that these those any some each every no all both many few several most "
    "more less other another such your their his her its our my"
)
PREPOSITIONS = word_set(
    "of in on at by for with from to into onto as about over under through between among "
    "across within without during before after until since against toward near per despite "
    "upon via including except behind beyond beside besides along around"
)
CONJUNCTIONS = word_set(
    "and or but nor so yet if unless when while because although though whereas than "
    "whether where which who whom whose that"
)
BE = word_set("be am is are was were been being")
HAVE = word_set("have has had having")
MODALS = word_set("may might can could must should will would shall cannot do does did to")
FINITE = (BE - {"be", "been", "being"}) | (HAVE - {"having"}) | (MODALS - {"to"})
PLURAL_SUBJECTS = word_set(
    "patients people adults children infants babies women men participants subjects "
    "individuals they we you who teens adolescents caregivers doctors physicians providers "
    "studies trials"
)
SINGULAR_SUBJECTS = word_set(
    "it he she this which who someone anyone treatment therapy patient person child use"
)
PRONOUNS = word_set(
    "it they this these those he she them its their which who such both neither either"
)
ADVERBS = word_set(
    "not also often usually sometimes never always rarely commonly already still only "
    "generally typically frequently occasionally now then"
)
VERB_MARKERS = MODALS | PLURAL_SUBJECTS | frozenset({"not", "also", "often", "usually"})
SUBORDINATORS = word_set(
    "if unless when while because although though whereas which who whose that than whether "
    "until before after since where both either neither as"
)
CLAUSE_OPENERS = word_set(
    "if when and or but while because after before until with in at for by on"
)
PLAIN_ADJECTIVES = word_set(
    "severe serious mild moderate common rare new other sudden possible frequent recent "
    "worsening persistent painful known early late lasting small large mild-to-moderate "
    "local fatal"
)
BODY_NOUNS = word_set(
    "disease diseases disorder disorders problem problems damage injury injuries infection "
    "infections pain surgery cancer cancers cell cells tissue tissues muscle muscles enzyme "
    "enzymes failure bleeding symptom symptoms transplant transplants test tests condition "
    "conditions irritation swelling reaction reactions inflammation involvement toxicity "
    "lesions lesion exposure function system systems vessel vessels valve valves wall walls rhythm "
    "rate arrest attack attacks stone stones biopsy scan scans ultrasound tract fluid flow lining "
    "nerve nerves bone bones joint joints artery arteries vein veins duct ducts movement movements "
    "changes abnormality abnormalities defect defects dysfunction impairment insufficiency tumor "
    "tumors tumour tumours ulcer ulcers hemorrhage edema spasm spasms complaints events event "
    "complications complication procedure procedures operation operations resection repair "
    "cyst cysts calculi mass masses nodule nodules polyp polyps abscess fracture fractures growths "
    "congestion obstruction discharge temperature blood volume bypass monitoring distress"
)
PREDICATES = word_set(
    "normal abnormal tender swollen red blue pale sore painful painless numb weak stiff itchy "
    "harmless deadly dangerous harmful healthy sick unwell awake alert sleepy dizzy tired common "
    "rare mild severe serious usual unusual regular irregular clear moist dry broken blocked "
    "enlarged inflamed infected contagious alone whole"
)
LIST_OPENERS = word_set("and or include includes including as")
OPEN_MARKS = frozenset(",;:(")
CLOSE_MARKS = frozenset(",;:).")
PARTICLES = word_set("away up out off back down on over")
OBJECTS = word_set("it them him her this these that")
BEHIND_HEAD = PREPOSITIONS | word_set("that which who whose you your they where when as than")
BARE_BEFORE = (PREPOSITIONS - {"as", "than"}) | word_set(
    "have has had having cause causes caused causing develop develops developed developing treat "
    "treats treating prevent prevents preventing include includes including experienced "
    "experiencing diagnosed suggest suggests indicate indicates"
)
CLOSED = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | BE | HAVE | MODALS | PRONOUNS | ADVERBS
AFTER_ALONE = CLOSE_MARKS | PREPOSITIONS | CONJUNCTIONS | word_set("prior following due again")
OTHER_PEOPLE = word_set("control controls volunteers relatives donors comparators")
DENIALS = word_set(
    "no not without never none nor neither except excluding denies denied deny free lack absence "
    "unless excludes excluded"
)
ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ary", "ory")
MODIFIER_ENDINGS = (*ADJECTIVE_ENDINGS, "ed")
WHOLE_GROUPS = word_set("all any every most no")
SHARES = word_set(
    "half halves third thirds quarter quarters majority minority proportion percentage percent "
    "number fraction rest part most all none"
)
"""What says how large a part of a group is meant, before "of"."""
NARROWS = word_set(
    "with who whose whom in taking treated receiving getting given on aged after having without "
    "undergoing using randomized randomised enrolled assigned from living"
)
"""What follows a group and says which people belong to it."""
BESIDE_PATIENTS = word_set(
    "prescribers prescriber physicians physician doctors clinicians caregivers caregiver providers "
    "practitioners pharmacists nurses parents families professionals staff relatives"
)
"""Those whom "patients" are told apart from: "prescribers and patients"."""
COUNTED_IN_LISTS = word_set("problem clot sore lump")
PEOPLE_ADJECTIVES = word_set("older younger healthy")
MASS_CAPABLE = word_set(
    "risk medicine treatment cancer pain surgery need change part feeling drink disease bleeding "
    "swelling damage loss infection removal weakness tissue inflammation blockage "
    "spread narrowing growth"
)
VERBS_AHEAD = word_set(
    "include includes included occur occurs occurred happen happens happened develop "
    "develops developed appear appears appeared cause causes caused lead leads led result "
    "results resulted need needs needed require requires required improve improves improved "
    "worsen worsens worsened start starts started stop stops stopped last lasts lasted "
    "remain remains remained become becomes became get gets got take took use used show "
    "shows showed went go goes come comes came reported received experienced persist "
    "persists persisted resolve resolves resolved should"
)
AFTER_TAIL = (
    CLOSE_MARKS | FINITE | VERBS_AHEAD | word_set("and or prior before after during while when if")
)
