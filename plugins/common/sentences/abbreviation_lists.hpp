// The lists behind abbreviations.hpp: data, by language. Own collections from everyday reading; whole words, without
// the last dot, a space between them. To add one: write it where the comment of `Abbreviation` says, and a sentence
// with it into the gold (../tests/gold/README.md).
//
// What is a word as well stays out of `never_last` (German "am", English "no", "art", "sen", "gen", "fig" as a fruit):
// it stands in `before_number`, or nowhere. Single letters with dots ("J.", "U.S.", "п. п.") need no entry; they are
// told by their form, unless they never end a sentence.
#pragma once

#include <array>
#include <string_view>

namespace docmill::sentences {

struct AbbreviationList {
  std::string_view language;  // primary subtag; "" for all
  std::string_view never_last;
  std::string_view before_number;
  std::string_view may_be_last;
  std::string_view usually_last;
};

// clang-format off
inline constexpr std::array abbreviation_lists{
    AbbreviationList{"",
        "Mr Mrs Ms Mx Dr Drs Prof Profs prof Ing Dipl St",
        "No Nos Nr Art Vol Fig Tel Abs",
        "Inc Corp Ltd Co Cie Jr Sr Bros LLC Ph.D D.Phil M.Sc B.Sc M.D U.S U.K U.N E.U U.S.A D.C L.A N.Y",
        "etc"},
    AbbreviationList{"en",
        "Messrs Mmes Gen Col Lt Capt Cpt Cmdr Sgt Cpl Maj Adm Brig Rev Revd Fr Hon Gov Govs Sen Sens Rep Reps Pres Supt "
        "Insp Det Atty Amb Sec Mt Ft vs v.s cf e.g i.e viz approx incl excl esp Ald Cllr Pvt Spc Pte Pty Msgr "
        "Asst Assoc Dept ca",
        "nos fig figs Figs eq Eq sec ch Ch art vol vols Vols p pp para paras Sect sect Jan Feb Mar Apr Jun "
        "Jul Aug Sep Sept Oct Nov Dec c Rs Exh",
        "Univ Inst Intl Int'l Natl Mfg Bldg Blvd Ave Rd Sq Plc Hwy Pkwy Apt Bhd Calif Mass Conn Fla Ill Mich Minn Penn Tex "
        "Wash Wis Va Ariz Colo Ga Okla Ore Tenn Esq Mgr Mgmt Assn Exec Dir al",
        "a.m p.m A.M P.M ret"},
    AbbreviationList{"de",
        "Hr Hrn Fr Frl Dres Mag Dkfm Gebr z.B Z.B d.h D.h u.a sog sogen bzw Bzw vgl Vgl bspw Bspw inkl exkl ca zzgl zzt Zzt "
        "abzgl evtl ggf insb insbes gem lt Lt einschl rd mind max min durchschn St Skt Hl hl Priv Doz Ing Dipl Reg Stv stv "
        "stellv ehem Ehem verh geb gest i.d.R i.S bez sen jun s.o s.u o.g o.ä z.T z.Zt u.U m.E Ges Min vorm "
        "Staatssekr Univ urspr entspr betr Betr Verf sowj amerik brit frz franz dt engl ital span lat griech russ "
        "chin jap evang kath habil h.c e.h Dr.med Dr.phil Dr.rer rer.nat rer.pol rer.oec "
        "Dr.jur Dr.iur Dr.oec Dr.agr Dr.theol Dr.vet Dr.techn Dr.sc sc.nat Dr.h med.dent med.vet Dr.Ing",
        "Nr Nrn S Bd Bde Abb Kap Ziff Rn Rz Tab Anm Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez Tsd Bl Jg Sp Z "
        "Pl",
        "Mio Mrd Bio Std Sek Hrsg Hg Verl Aufl Pl Co Stk e.V eV i.R a.D n.Chr v.Chr Jh Jhd Jhdt Ltg Abt "
        "Gesch Dtl Tel Fa Kl Pos Pf Sa So Mo Di Mi Do kgl Bhf Hbf Wwe Frhr GmbH Kfm Str Chr ff",
        "usw usf u.s.w u.dgl u.v.m o.dgl u.ä"},
    AbbreviationList{"fr",
        "M MM Mme Mmes Mlle Mlles Me Mgr Vve p.ex cf Cf env éd coll dir adj gén Gén Col Cap lt Lt cdt Cdt Ste "
        "Sté av apr J.-C St-C bd Bd boul fg Fg Dr Pr c.-à-d i.e lib",
        "no nos n art chap p pp vol fig tél t ch janv févr avr juill sept oct nov déc éd",
        "Cie Sté Ets Éts S.A S.A.R.L J.-C hab min",
        "etc"},
    AbbreviationList{"es",
        "Sr Sra Srta Sres Sras Srs D Dña Dª Dra Dras Ud Uds Vd Vds Lic Arq Gral Cnel Cap Tte Cmte Pdte Mons Fr p.ej P.ej "
        "ej Ej cf Av Avda Avd Pza Prof Profa EE FF JJ RR CC Ing Gob Dip Sto Sta Excmo Ilmo aprox Hnos vs Dto Dpto",
        "núm Núm núms art arts Art pág págs vol cap fig tel tfno n núm ap párr ed",
        "UU EE.UU AA OO GG Cía Cia S.A S.L S.A.U C.V RR.HH JJ.OO CC.OO FF.AA pta ptas m.n Hno d.C a.C hab",
        "etc"},
    AbbreviationList{"pt",
        "Sr Sra Srta Srs Sras Exmo Exma Ilmo Dra Drs Dras Profa Eng Enga Arq Gen Cel Cap Ten Maj Sgt Av Pça p.ex P.ex "
        "cf Pe Fr Sto Sta Dep Min Gov Des aprox Trav Rod D",
        "n nº núm art arts Art pág págs vol cap fig tel séc inc par",
        "Cia S.A Ltda E.U.A EUA a.C d.C hab Jr Fº",
        "etc"},
    AbbreviationList{"it",
        "Sig Sig.ra Sigg sig Dott dott Dott.ssa Avv avv Ing ing Arch arch Geom Rag Prof.ssa prof On on Sen Gen gen Col Cap Ten "
        "Mons S Ss p.es es Es cfr Cfr ca Ca P.za V.le v.le C.so Card Cav Comm Egr Gent Spett Dir Pres pres "
        "Min vs",
        "n nn art artt Art pag pagg p pp vol cap fig tel N sec par",
        "S.p.A S.r.l s.p.a s.r.l S.n.c a.C d.C F.lli Soc ab min",
        "ecc etc"},
    AbbreviationList{"nl",
        "dhr Dhr mevr Mevr mw Mw mr ir ing drs Drs ds prof dr mgr bijv Bijv bv d.w.z m.a.w o.a m.n a.u.b i.p.v t.o.v o.l.v "
        "m.b.t t.a.v ca resp evt incl excl vgl zgn jhr gen lt wnd St",
        "nr Nr nrs art Art blz p pag hfst jan feb mrt apr jun jul aug sept okt nov dec tel afb",
        "mln mld N.V B.V Chr v.Chr n.Chr min sec jl a.s str",
        "enz etc"},
    AbbreviationList{"pl",
        "np Np tzw Tzw tzn Tzn dr hab prof inż mgr płk ppłk gen kpt kmdr por ppor mjr sierż asp ks bp abp św Św ul Ul al Al "
        "pl os śp ds pw dot wg zob m.in M.in tj Tj red woj pow gm kard o.o ok Ok przew zast mec adw "
        "dyr nadkom podkom insp",
        "nr Nr art Art str s poz tel t ust rozdz rys tab par pkt lit tys",
        "w mln mld tys godz min sek ub bm br proc S.A s.c z.o.o o.o Sp.z ww p.n.e n.e kw im",
        "itd itp zł gr"},
    AbbreviationList{"cs",
        "např Např tzv Tzv tj Tj mj Mj prof doc ing Ing Mgr mgr MUDr JUDr PhDr RNDr ThDr PaedDr Bc dr gen plk pplk kpt por sv "
        "Sv ul nám tř vč cca ca srov viz pí sl zvl tzn Tzn resp příp popř event kap mjr arch akad",
        "č čp čís str s odst písm roč sv obr tab tel par",
        "s.r.o a.s v.o.s spol ml st mil mld mia tis hod min sek př.n.l n.l",
        "atd apod atp aj"},
    AbbreviationList{"sk",
        "napr Napr tzv Tzv tj prof doc Ing Mgr MUDr JUDr PhDr gen plk sv ul nám resp cca t.j t.z",
        "č čl str s ods písm tel", "s.r.o a.s spol ml st mil mld tis hod min stor", "atď pod"},
    AbbreviationList{"ru",
        "т.е т.к т.н т.о ок ул пл пер наб просп б-р д пос дер с проф акад доц ген полк подп кап лейт св напр Напр см См ср Ср "
        "прим гр гр-н гр-ка тов о-в р-н обл респ ред изд чл зам нач",
        "стр рис табл ст гл п пп тел кв корп каб оф ч т тт илл",
        "в вв тыс млн млрд трлн долл мин сек обл н.э им англ нем фр лат греч яп исп ит",
        "др т.д т.п проч пр"},
    AbbreviationList{"uk",
        "т.є т.зв ім вул просп пл пров бул проф акад доц ген полк св напр див ред зам англ нім пос",
        "стор рис табл ст гл п пп тел кв ч т", "тис млн млрд дол хв год обл ст н.е о с м", "ін т.д т.п тощо"},
    AbbreviationList{"el",
        "κ κα κκ Κ κ.κ δηλ Δηλ π.χ Π.χ λ.χ βλ Βλ πρβλ καθ Καθ δρ Δρ αγ Αγ οδ λεωφ τ.μ υπ αν περ πρ τηλ ταχ στρ αντ "
        "ταγμ επίτ",
        "αρ Αρ σελ άρθρ κεφ τόμ τ παρ εικ τηλ αριθ", "Α.Ε Ε.Ε Η.Π.Α ΗΠΑ χιλ εκ εκατ δισ τρισ δολ μ.Χ π.Χ π.μ μ.μ αι Ε.Π.Ε",
        "κ.λπ κλπ κ.ά κ.ο.κ κ.τ.λ"},
    AbbreviationList{"tr",
        "Sn Dr Prof Doç Yrd Av Müh Öğr Gör Alb Org Korg Tümg Yzb Bnb Cad Sok Mah örn Örn bkz Bkz yak Hz Op Uzm Ecz",
        "No no s ss md Md c C cilt tel Tel", "A.Ş Ltd Şti T.A.Ş M.Ö M.S TL yy sn dk Apt", "vb vs vd"},
    AbbreviationList{"sv",
        "bl.a t.ex d.v.s dvs s.k fr.o.m t.o.m m.a.o ca c:a jfr tf bitr f.d e.Kr f.Kr prof kapt resp exkl inkl St kl",
        "nr s sid kap bd art tel ev", "milj mdr kr st min tim AB", "osv m.m m.fl etc"},
    AbbreviationList{"da",
        "bl.a f.eks dvs s.k fx ca cirka jf pga ift hhv inkl ekskl kgl prof kapt adv Skt St vedr tidl", "nr s kap bd art tlf kl",
        "mio mia kr stk min hk A/S ApS", "osv m.m m.fl mv etc"},
    AbbreviationList{"nb",
        "bl.a f.eks dvs s.k ca jf pga ift hhv inkl ekskl kgl prof kapt adv St vedr tidl", "nr s kap bd art tlf kl",
        "mill mrd kr stk min", "osv m.m m.fl mv etc"},
    AbbreviationList{"fi",
        "esim Esim ts ns n prof toht tri ent vrt huom Huom", "nro s ss luku puh klo", "milj mrd eur kpl min tuh v",
        "jne ym yms tms"},
    AbbreviationList{"hu",
        "dr Dr pl Pl ún ill id ifj özv prof u.n kb vö ld Szt gr br", "sz old o bek tel kb §", "kft zrt bt Kft Zrt Nyrt M Mrd",
        "stb"},
    AbbreviationList{"ro",
        "dl Dl dna Dna d-na d-l ing prof dr av col cpt lt Sf str Str bd Bd", "nr Nr art alin lit pag p vol tel",
        "mil mld S.A S.R.L", "etc ș.a"},
    AbbreviationList{"hr",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul gđa Gđa gđica odn usp tzn t.zv akad",
        "br Br čl str st tel sl tab pogl", "mil mlrd tis sat min god d.d d.o.o j.d.o.o pr.n.e pr.Kr po.Kr kn cca", "itd sl i.sl"},
    AbbreviationList{"bs",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul odn akad", "br Br čl str tel sl tab",
        "mil mlrd hilj sat min god st d.d d.o.o pr.n.e cca", "itd sl i.sl"},
    AbbreviationList{"sr",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul odn akad нпр Нпр тзв Тзв тј Тј др мр проф доц инж св Св "
        "ул Ул одн акад",
        "br Br čl str tel sl tab бр Бр чл стр тел сл таб", "mil mlrd hilj sat min god st d.o.o мил млрд хиљ сат мин год д.о.о",
        "itd sl i.sl итд сл и.сл"},
    AbbreviationList{"sl",
        "npr Npr t.i T.i oz dr Dr mag prof doc ing dipl sv Sv ul Ul gdč cca t.j", "št Št čl str tel sl tab odst",
        "mio mrd tis min ur d.d d.o.o s.p pr.n.št n.št", "itd ipd itn"},
    AbbreviationList{"bg",
        "напр Напр т.е т.нар Т.нар т.н проф доц инж акад полк св Св ул Ул бул Бул пл ж.к гр с р-н вж срв сп",
        "стр чл ал т фиг табл гл тел бр", "млн млрд хил лв щ.д сек мин в вв обл г пр.н.е н.е", "др пр"},
    AbbreviationList{"mk", "т.е т.н проф инж акад св Св ул бул", "стр чл бр тел сл", "мил млрд ден мин год", "итн др"},
    AbbreviationList{"be", "г.зн т.зв напр Напр праф дац акад св вул пр пл зав", "стар арт гл мал табл п тэл",
        "тыс млн млрд дол г гг ст вобл н.э", "г.д інш"},
    AbbreviationList{"ca",
        "Sr Sra Srs Sres Dr Dra Drs p.ex P.ex cf Il·lm Excm Hble av Av pl Pl pg ctra St Sta Mn aprox vs", "núm Núm art arts pàg pàgs vol cap fig tel n",
        "EE.UU S.A S.L Cia d.C a.C hab", "etc"},
    AbbreviationList{"gl",
        "Sr Sra Srta Dr Dra D Dna p.ex P.ex cf Av av Rda Pza Excmo Ilmo aprox vs", "núm Núm art arts páx páxs vol cap fig tel n",
        "EE.UU S.A S.L Cía d.C a.C hab", "etc"},
    AbbreviationList{"lt",
        "pvz Pvz t.y T.y vad prof doc dr inž plk kun šv Šv mot pr žr Žr plg", "nr Nr str punkt psl tel pav lent",
        "mln mlrd tūkst val min Lt ct m d r k kt", "t.t pan ir.kt"},
    AbbreviationList{"lv",
        "piem Piem t.i t.s prof doc dr inž ģen plkv sv Sv tālr sk Sk resp", "nr lpp p art tel att tab",
        "milj mljrd tūkst st min gs g.s m.ē p.m.ē", "utt u.c utml u.tml"},
    AbbreviationList{"et",
        "nt Nt st s.t prof dots dr ins kol kpt hr Hr pr Pr prl vt Vt tn mnt pst kindr", "nr lk p ptk tel joon tab", "mln mld tuh krt kl min saj s.a",
        "jne jms jt"},
    AbbreviationList{"is",
        "t.d T.d þ.e Þ.e t.a.m þ.á.m m.a M.a s.s dr Dr próf sbr Sbr hr Hr skv Skv u.þ.b U.þ.b f.h f.Kr e.Kr sk", "nr bls gr kafla mgr tl",
        "millj þús kr mín kl hf ehf ohf", "o.s.frv o.fl o.þ.h"},
    AbbreviationList{"id",
        "Tn Ny Nn Bpk Sdr Sdri dr drg Drs Dra Ir Hj K.H KH R.A R.M Kol Letkol Kapt Brigjen Mayjen Irjen Kombes PT CV UD Jl Jln Gg Kec "
        "Kab Prov Kel Ds Yth a.n u.p mis Mis",
        "No no hlm hal ps Ps psl ay Bab tel telp jil Rp", "Tbk S.H S.E S.T S.Kom M.M M.Si S.Pd M.Pd M.Hum Ph.D jt M SM Persero",
        "dll dsb dst dkk"},
    AbbreviationList{"ms",
        "En Pn Tn Hj Hjh Dr Prof Ir YB YAB Y.B Y.A.B Kol Mej Kapt Jl Jln Lrg PT CV Bpk Drs", "No no hlm ms bab fasal tel Bil RM",
        "Bhd Sdn Tbk S.H S.M", "dll dsb dst dsbnya"},
    AbbreviationList{"vi",
        "TS Ts ThS Ths GS PGS Gs Pgs BS Bs NSƯT NSND TSKH TP Tp tp Tx TX LM GM vd Vd VD",
        "tr", "CP TNHH SCN TCN", "v.v vv"},
    AbbreviationList{"hi",
        "डॉ श्री पं प्रो सु कु एड लेफ्टि मेज कर्नल मो रु", "", "", ""},
    AbbreviationList{"ar",
        "د أ أ.د ص", "", "", ""},
};
// clang-format on

}  // namespace docmill::sentences
