/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word lists of lang.c: frequent words, affixes, endings, words of one lemma. */
#ifndef STEPWELL_TEXT_LANG_WORDS_H
#define STEPWELL_TEXT_LANG_WORDS_H

/* clang-format off */

/* ---- frequent words ---- */

#define FREQUENT_ENGLISH \
    "a about after all also an and any are as at be because been before being between " \
    "both " \
    "but by can could did do does during each for from had has have having he her here " \
    "his " \
    "how i if in into is it its may me more most my no not of on one only or other our " \
    "out " \
    "over she should so some such than that the their them then there these they this " \
    "those through to too under up us very was we were what when where which while who " \
    "whom whose why will with would you your"

/* ---- affixes that make no compound ---- */

#define AFFIXES_GERMAN \
    "aus auf bei dar ein ent ver vor zer her hin mit nach uber unter miss hinter wider " \
    "voll los fort weg zuruck durch gegen ung heit keit lich isch bar sam haft schaft " \
    "chen lein innen end ern"
#define AFFIXES_DUTCH \
    "aan achter bij door her ont ver voor mis naar over onder tegen toe uit weg mee " \
    "heid lijk ing ingen baar zaam loos achtig tje sel ster"
#define AFFIXES_SCANDINAVIAN \
    "for fore mis van under over mot ned opp upp ute inn ind med ved vid til till " \
    "het hed else ing ning inger lig isk bar som los arna erna orna ene ane"

/* ---- endings and beginnings: see text/endings.h ---- */

#define ENDINGS_UKRAINIAN \
    "ами ями ові еві єві ах ях ам ям ою ею єю ом ем єм ів їв ев ей ий ій ого ього ому " \
    "ьому им ім ими іми их іх ої ьої ая яя ість ості істю а я о е є и і ї у ю ь й"
#define ENDINGS_BELARUSIAN \
    "амі ямі аў яў еў ах ях ам ям ою аю яю ой ай яй эй ом ем ага яга аму яму ым ім " \
    "ымі імі ых іх ая яя ы і а я о е э у ю ь й"
#define ENDINGS_BULGARIAN \
    "овете евете ове еве ите ата ята ото ето иет ият ия ът ят та то " \
    "те ен на но ни а я о е и й у"
#define ENDINGS_MACEDONIAN \
    "овите евите ови еви ите ата ото ето иот от та то те а о е и"
#define ENDINGS_POLISH \
    "iami iach ami ach owi iem iom iow ego iego emu iemu ymi imi ych ich ow om em " \
    "ej iej ym im ia ie io iu a e i o u y"
#define ENDINGS_CZECH \
    "atech etem atum ech ich eho emi emu ete eti iho imi imu ach ata aty ych ama ami " \
    "ove ovi ymi em im um at am ym mi ou ho mu e i u y a o"
#define ENDINGS_SLOVAK \
    "atami atoch iach iami och ach ami iam ovi ove ov iho imu eho emu ych ich ymi imi " \
    "ej om am em im ym ou iu ia ie a e i o u y"
#define ENDINGS_SLOVENIAN \
    "ega emu ima imi oma ema ama ami ovi eva ev ov ih im em om am ah eh a e i o u"
#define ENDINGS_LATVIAN \
    "ajiem ajam ajas ajai ajos iem am em um as es is os us ai ei ie ij iu ju a e i o " \
    "u s"
#define ENDINGS_ESTONIAN \
    "desse dest dele delt dega asse esse isse usse ale ele ile ule alt elt ilt ult " \
    "ast est ist ust aks eks iks uks ani eni ini uni ana ena ina una ata eta ita uta " \
    "aga ega iga uga ad ed id ud es al el il ul a e i u"
#define ENDINGS_ALBANIAN \
    "jeve eve ave ive ove ese ise ve it in at et en es ja te ne i u a e s t n"
#define ENDINGS_GEORGIAN "ისთვის ისგან იდან თვის თან ში ზე მა ის ით ად ს ი ა ო"
#define ENDINGS_ICELANDIC \
    "anna unum inum arinnar innar inni num nna ar ir ur inn id um a i u s"
#define ENDINGS_KAZAKH \
    "лар лер дар дер тар тер нын нің ның дын дың дің тың тің ға ге қа ке на не ны ні " \
    "ды ді ты ті нан нен дан ден тан тен мен бен пен ымыз іміз ыңыз іңіз сы сі ы і"
#define ENDINGS_KYRGYZ \
    "лар лер лор лөр дар дер дор дөр тар тер тор төр нын нин нун нүн дын дин дун дүн " \
    "тын тин тун түн га ге го гө ка ке ко кө на не но нө ны ни ну нү ды ди ду дү ты " \
    "ти ту тү нан нен нон нөн дан ден дон дөн тан тен тон төн сы си су сү ы и у ү"
#define ENDINGS_TATAR \
    "лар ләр нар нәр ның нең га гә ка кә на нә ны не нан нән дан дән тан тән сы се ы е"
#define ENDINGS_AZERBAIJANI \
    "lar ler nin nun in un dan den da de ya ye na ne ni nu si su i u a e"
#define ENDINGS_TURKMEN "lar ler nyn nin yn in dan den da de na ne ny ni sy si y i a e"
#define ENDINGS_UZBEK "lar ning ni ga ka qa dan da si i"
#define ENDINGS_CRIMEAN_TATAR \
    "lar ler nin nun dan den tan ten ga ge qa ke na ne ni nu si su i u"
#define ENDINGS_TAJIK "ҳоро ҳои ҳо он ро и"

#define BEGINNINGS_UKRAINIAN "перед пере проти"
#define BEGINNINGS_BELARUSIAN "перад пера супраць"
#define BEGINNINGS_BULGARIAN "пред против"
#define BEGINNINGS_POLISH "przed przeciw przy prze"
#define BEGINNINGS_CZECH "pred proti mezi"
#define BEGINNINGS_SLOVAK "pred proti medzi"
#define BEGINNINGS_SLOVENIAN "pred proti"

/* ---- words of one lemma that no rule joins, lemmas apart by bars ---- */

#define LEMMAS_ENGLISH \
    "child children|man men|woman women|person people|foot feet|tooth teeth|mouse mice|" \
    "life lives|wife wives|half halves|datum data|criterion criteria|" \
    "diagnosis diagnoses|crisis crises|analysis analyses|midwife midwives|" \
    "grandchild grandchildren|schoolchild schoolchildren|stepchild stepchildren|" \
    "feed fed|teach taught|grow grew grown|give gave given|speak spoke spoken|" \
    "write wrote written|sleep slept|eat ate eaten|begin began begun|drink drank drunk|" \
    "choose chose chosen|break broke broken"
#define LEMMAS_ROMANIAN \
    "copil copii copiilor|om oameni oamenilor|soră surori|mână mâini|zi zile|" \
    "școală școli|carte cărți|parte părți|viață vieți|fată fete|seară seri"
#define LEMMAS_GREEK "παιδί παιδιά παιδιού|γονέας γονείς γονέων|μητέρα μητέρες|άνδρας άνδρες"
#define LEMMAS_RUSSIAN \
    "ребенок ребенка дети детей|человек люди людей|отец отца|мать матери|дочь дочери|" \
    "сын сыновья|день дня|друг друзья друзей|подросток подростка|конец конца"
#define LEMMAS_UKRAINIAN \
    "дитина діти дітей|людина люди людей|мати матері|день дня|друг друзі|отець отця|" \
    "підліток підлітка|кінець кінця|школа шкіл|жінка жінок|книжка книжок|садок садка|" \
    "рік року років"
#define LEMMAS_BELARUSIAN "дзіця дзеці дзяцей|чалавек людзі людзей|дзень дня"
#define LEMMAS_BULGARIAN "дете деца|човек хора|език езици"
#define LEMMAS_MACEDONIAN "дете деца|човек луѓе"
#define LEMMAS_SERBIAN \
    "dete dijete deca djeca djece dece detetom djetetom|čovek čovjek ljudi|otac oca " \
    "očevi|" \
    "brat braća|dan dani"
#define LEMMAS_SLOVENIAN "otrok otroci|človek ljudje ljudi|oče očeta|hči hčere|dan dnevi"
#define LEMMAS_POLISH \
    "dziecko dzieci|człowiek ludzie ludzi|ojciec ojca|matka matek|dzień dnia dni|" \
    "rok lata lat|brat bracia|ręka ręce rąk|zabawka zabawek|książka książek"
#define LEMMAS_CZECH \
    "dítě děti|člověk lidé lidí|otec otce|matka matek|den dne dny|rok let|" \
    "přítel přátelé|ruka ruce|hračka hraček|školka školek"
#define LEMMAS_SLOVAK \
    "dieťa deti dieťaťa|človek ľudia ľudí|otec otca|matka matiek|deň dňa dni|" \
    "hračka hračiek|škôlka škôlok"
#define LEMMAS_DUTCH "kind kinderen|stad steden|lid leden|ei eieren"
#define LEMMAS_DANISH "barn børn|mand mænd|bog bøger|hånd hænder"
#define LEMMAS_NORWEGIAN "barn barna|mann menn|bok bøker|hånd hender"
#define LEMMAS_SWEDISH "barn barnen|man män|bok böcker|hand händer"
#define LEMMAS_FRENCH "œil yeux|travail travaux|journal journaux|hôpital hôpitaux"
#define LEMMAS_ITALIAN "uomo uomini|uovo uova"
#define LEMMAS_ESTONIAN "laps lapse last lapsed laste lapsi|mees mehe mehed"
#define LEMMAS_ALBANIAN "njeri njerëz|grua gra|vëlla vëllezër"
#define LEMMAS_ARABIC \
    "طفل أطفال|ولد أولاد|حق حقوق|أم أمهات|أب آباء|مدرسة مدارس|امرأة نساء"
#define LEMMAS_HEBREW "ילד ילדים|אב אבות|אם אמהות|אישה נשים|איש אנשים"

#endif
