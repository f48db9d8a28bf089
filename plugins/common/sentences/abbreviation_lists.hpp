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
  std::string_view words = {};  // capital forms that are no abbreviations, though the small ones are
};

// clang-format off
inline constexpr std::array abbreviation_lists{
    AbbreviationList{"",
        "Mr Mrs Ms Mx Dr Drs Prof Profs prof Ing Dipl St",
        "No Nos Nr Art Vol Fig Tel Abs",
        "Inc Corp Ltd Co Cie Jr Sr Bros Ph.D D.Phil M.Sc B.Sc M.D U.S U.K U.N E.U U.S.A D.C L.A N.Y",
        "etc"},
    AbbreviationList{"en",
        "Messrs Mmes Gen Col Lt Capt Cpt Cmdr Sgt Cpl Maj Adm Brig Rev Revd Fr Hon Gov Govs Sen Sens Rep Reps Pres Supt "
        "Insp Det Atty Amb Sec Mt Ft vs v.s cf e.g i.e viz approx incl excl esp Ald Cllr Pvt Spc Pte Pty Msgr Asst Assoc "
        "Dept ca Chas Thos Benj Lieut Ven Bp Abp Cdr Comdr Cmdt Ste Treas Gens Cols Capts Sgts Revs Proc "
        "Geo Jas Jos Robt Edw",
        "no nos fig figs Figs eq Eq sec ch Ch art vol vols Vols p pp para paras Sect sect Jan Feb Mar Apr Jun Jul Aug Sep "
        "Sept Oct Nov Dec c Rs Exh ref refs exs chap chaps pt pts Bk bk ser ln eqn eqns Op op Mon Wed Sat Sun Rm cl reg "
        "ver ft lb lbs hr hrs est ext tab max Suppl App Ex Sched Rte Qty div Div Dist col tel min",
        "Univ Inst Intl Int'l Natl Mfg Bldg Blvd Ave Rd Sq Hwy Pkwy Apt Bhd Calif Mass Conn Fla Ill Mich Minn Penn Tex "
        "Wash Wis Va Ariz Colo Ga Okla Ore Tenn Esq Mgr Mgmt Assn Exec Dir al ed eds Tue Tues Thu Thur Thurs Fri feat "
        "Acad Sci Chem Phys Biol Appl Lett Engl",
        "a.m p.m A.M P.M ret",
        "Ed"},
    AbbreviationList{"de",
        "Hr Hrn Fr Frl Dres Mag Dkfm Gebr z.B Z.B d.h D.h u.a sog sogen bzw Bzw vgl Vgl bspw Bspw inkl exkl ca zzgl zzt "
        "Zzt abzgl evtl ggf insb insbes gem lt Lt einschl rd mind max min durchschn St Skt Hl hl Priv Doz Ing Dipl Reg "
        "Stv stv stellv ehem Ehem verh geb gest i.d.R i.S bez sen jun s.o s.u o.g o.ä z.T z.Zt u.U m.E Ges Min vorm "
        "Staatssekr Univ urspr entspr betr Betr Verf sowj amerik brit frz franz dt engl ital span lat griech russ chin "
        "jap evang kath habil h.c e.h Dr.med Dr.phil Dr.rer rer.nat rer.pol rer.oec Dr.jur Dr.iur Dr.oec Dr.agr Dr.theol "
        "Dr.vet Dr.techn Dr.sc sc.nat Dr.h med.dent med.vet Dr.Ing em Anf v.H v.T Präs österr schweiz bayer württ preuß "
        "niederl nordd südd westl östl nördl südl lfd stud cand a.d ü.d.M Bgm Hptm Oberstlt Joh Friedr Wilh Heinr Ludw "
        "Theod Ferd Kard Erzb gegr allg ggü Dipl.-Psych Dipl.-Päd Dipl.-Soz Dipl.-Phys Dipl.-Chem Dipl.-Math Dipl.-Inf "
        "Dipl.-Biol Dipl.-Geol Dipl.-Geogr Dipl.-Hdl Dipl.-Jur Dipl.-Volksw Dipl.-Betriebsw Dipl.-Verw Abg Insp Vors Fam "
        "Inh zit übers poln schwed türk ungar tschech dän norweg belg austral niedersächs sächs hess thür staatl städt "
        "gesetzl öffentl ärztl kirchl wiss techn hist polit bearb erw jüd Oblt Sekr Hofr mult Staatsanw Ebf Bürgerm",
        "Nr Nrn S Bd Bde Abb Kap Ziff Rn Rz Tab Anm Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez Tsd Bl Jg Sp Z Pl "
        "Abschn Rdnr Rdn Taf Pkt Ausg Lfg Anl Kto Fußn Zi",
        "Mio Mrd Bio Std Sek Hrsg Hg Verl Aufl Pl Co Stk e.V i.R a.D n.Chr v.Chr Jh Jhd Jhdt Ltg Abt Gesch Dtl Tel Fa Kl "
        "Pos Pf Sa So Mo Di Mi Do kgl Bhf Hbf Wwe Frhr Kfm Str Chr ff n.V i.E n.P u.Z v.u.Z o.J o.O",
        "usw usf u.s.w u.dgl u.v.m o.dgl u.ä uvm uva u.a.m etc",
        "Max Russ Schweiz Bayer Preuß Franz Hess"},
    AbbreviationList{"fr",
        "M MM Mme Mmes Mlle Mlles Me Mgr Vve p.ex cf Cf env éd coll dir adj gén Gén Col lt Lt cdt Cdt Ste Sté av apr St-C "
        "bd Bd boul fg Fg Dr Pr c.-à-d i.e lib ap Exc imp trad préf Univ Bibl dép arr Gal Cne Amb Brig Insp Présid",
        "no nos n art chap p pp vol fig tél t ch janv févr avr juill sept oct nov déc éd max sect fasc liv alin réf par "
        "al tabl app bât esc étg ann suppl rés",
        "Cie Sté Ets Éts S.A S.A.R.L J.-C hab min",
        "etc",
        "Cap"},
    AbbreviationList{"es",
        "Sr Sra Srta Sres Sras Srs D Dña Dª Dra Dras Ud Uds Vd Vds Lic Arq Gral Cnel Cap Tte Cmte Pdte Mons Fr p.ej P.ej "
        "ej Ej cf Av Avda Avd Pza Prof Profa EE FF JJ RR CC Ing Gob Dip Sto Sta Excmo Ilmo aprox Hnos vs Dto Dpto Mtro "
        "Mtra Ma Mª lic arq gral cnel tte prof profa ing sra srta sres dra Rvdo Rvda Sgto Pbro Dn Fco Apdo Ctra Urb Excma "
        "Ilma Almte Cdte Pdta Hna Hnas Edif Univ Dir Licda Comte Col Dres Cmdte Rdo Ldo Lda Abg Sen Min",
        "núm Núm núms art arts Art pág págs vol cap fig tel tfno n núm ap párr ed ene feb abr jul ago sept oct nov dic "
        "ref apdo av avda nro máx mín inc secc ext dpto urb edif lám sig lib of",
        "UU EE.UU AA OO GG Cía Cia S.A S.L S.A.U C.V RR.HH JJ.OO CC.OO FF.AA pta ptas m.n Hno d.C a.C hab a.m p.m",
        "etc"},
    AbbreviationList{"pt",
        "Sr Sra Srta Srs Sras Exmo Exma Ilmo Dra Drs Dras Profa Eng Enga Arq Gen Cel Cap Ten Maj Sgt Av Pça p.ex P.ex cf "
        "Pe Fr Sto Sta Dep Min Gov Des aprox Trav Rod D eng enga arq gen cel cap ten maj sgt dep gov sra srs dra profa "
        "pres Pres exmo exma Alm Brig Sen Mons Card Emb Lgo Jd Pq Univ Cons Mal Adv Dir Rev Bel",
        "n nº núm art arts Art pág págs vol fig tel séc inc par jan fev abr jul ago set out nov dez ref "
        "tab al av máx mín ap apt",
        "Cia S.A Ltda E.U.A EUA a.C d.C hab Jr Fº",
        "etc"},
    AbbreviationList{"it",
        "sig dott avv ing arch prof on gen p.es es cfr ca v.le pres vs geom rag cap ten col card cav comm mons sen egr "
        "gent spett dir magg brig serg p.za p.zza c.so l.go fraz sigg sig.ra dott.ssa prof.ssa Min S Ss sig.na sig.re "
        "ill.mo gent.mo gent.ma chiar.mo spett.le fam s.ta b.go trad pref m.llo",
        "n nn art artt Art pag pagg p pp vol fig tel N sec par febbr sett ott nov dic max tav tavv fasc ediz "
        "tab sez lett int seg cit rist fol cod all",
        "S.p.A S.r.l s.p.a s.r.l S.n.c a.C d.C F.lli Soc ab min SS",
        "ecc etc"},
    AbbreviationList{"nl",
        "dhr Dhr mevr Mevr mw Mw mr ir ing drs Drs ds prof dr mgr bijv Bijv d.w.z m.a.w o.a m.n a.u.b i.p.v t.o.v o.l.v "
        "m.b.t t.a.v ca resp evt incl excl vgl zgn jhr gen lt wnd St gem Kon wed fam kapt kard ong uitg afd gebr geb "
        "overl staatssecr kol burg weth lic arch dir insp adj maj",
        "nr Nr nrs art Art blz p pag hfst jan feb mrt apr jun jul aug sept okt nov dec tel afb bijl dl par max "
        "tab fig afl verd reg kol",
        "mln mld N.V B.V Chr v.Chr n.Chr min sec jl a.s str bv Fa",
        "enz etc"},
    AbbreviationList{"pl",
        "np Np tzw Tzw tzn Tzn dr hab prof inż mgr płk ppłk gen kpt kmdr por ppor mjr sierż asp ks bp abp św Św ul Ul al "
        "Al pl os śp ds pw dot wg zob m.in M.in tj Tj red woj pow gm kard o.o ok przew zast mec adw dyr nadkom podkom "
        "insp med doc ur zm plut nadinsp adm prez kier pos pseud tłum oprac wyd wicedyr kom arch",
        "nr Nr art Art str s poz tel t ust rozdz rys tab par pkt lit tys zesz zał wew max sygn lok rocz",
        "w mln mld tys godz min sek ub bm br proc S.A s.c z.o.o o.o Sp.z ww p.n.e n.e kw im",
        "itd itp zł gr",
        "Ok"},
    AbbreviationList{"cs",
        "např Např tzv Tzv tj Tj mj Mj prof doc ing Ing Mgr mgr MUDr JUDr PhDr RNDr ThDr PaedDr Bc dr gen plk pplk kpt "
        "por sv Sv ul nám tř vč cca ca srov viz pí sl zvl tzn Tzn resp příp popř event kap mjr arch akad npor ppor prap "
        "přel náb nábř sídl okr býv zast RSDr MgA BcA MVDr řed red insp kpr kard bisk PharmDr škpt rtm strm",
        "č čp čís str s odst písm roč sv obr tab tel par čl nar zem zák vyhl max př ev hl ref sb kat příl vyd",
        "s.r.o a.s v.o.s spol ml st mil mld mia tis hod min sek př.n.l n.l př.Kr Kr",
        "atd apod atp aj"},
    AbbreviationList{"sk",
        "napr Napr tzv Tzv tj prof doc Ing Mgr MUDr JUDr PhDr gen plk sv ul nám resp cca t.j t.z RNDr PaedDr ThDr MVDr Bc "
        "mjr pplk kpt npor dr Dr odb",
        "č čl str s ods písm tel nar zom",
        "s.r.o a.s spol ml st mil mld tis hod min stor pr.Kr Kr pred.Kr",
        "atď pod"},
    AbbreviationList{"ru",
        "т.е т.к т.н т.о ок ул пл пер наб просп б-р д пос дер с проф акад доц ген полк подп кап лейт св напр Напр см См "
        "ср Ср прим гр гр-н гр-ка тов о-в р-н обл респ ред изд чл зам нач собр соч корр оз прот архим митр еп архиеп свящ "
        "игум иером бульв мкр микр Вл Ив Ал Алекс Мих Евг Конст Серг Фед Дж авт реж арх инж адм имп дир сост хут "
        "д-р подполк чл.-кор г-н г-жа преп",
        "стр рис табл ст гл п пп тел кв корп каб оф ч т тт илл руб сер кон янв февр фев апр июн июл авг сент сен окт нояб "
        "дек вып разд абз прил поз каф ауд лит оп примеч макс",
        "в вв тыс млн млрд трлн долл мин сек обл н.э им англ нем фр лат греч яп исп ит",
        "др т.д т.п проч пр"},
    AbbreviationList{"uk",
        "т.є т.зв ім вул просп пл пров бул проф акад доц ген полк св напр див ред зам англ нім пос оз бульв інж арх реж "
        "авт адм підполк кап лейт архім єп митр тов чл.-кор нач дир кер зав викл",
        "стор рис табл ст гл п пп тел кв ч т січ лют бер квіт черв лип серп верес жовт листоп груд "
        "вип буд корп прим розд абз дод іл поз каф ауд арк оп макс мін орієнт",
        "тис млн млрд дол хв год обл ст н.е о с м грн",
        "ін т.д т.п тощо"},
    AbbreviationList{"el",
        "κ κα κκ Κ κ.κ δηλ Δηλ π.χ Π.χ λ.χ βλ Βλ πρβλ καθ Καθ δρ Δρ αγ Αγ οδ λεωφ τ.μ υπ αν περ πρ τηλ ταχ στρ αντ ταγμ "
        "επίτ Αλ Ιω Κων Κωνστ Δημ Αντ Νικ Αθ Ευάγγ Βασ Μιχ Παν Εμμ Σπ Στ Θεόδ Θεοδ Γεώρ Γεωρ Αναστ Ελευθ Στυλ Χρ καθηγ "
        "Αρχιμ Μητρ Επίσκ",
        "αρ Αρ σελ άρθρ κεφ τόμ τ παρ εικ τηλ αριθ Ιαν Φεβρ Απρ Ιουν Ιουλ Αυγ Σεπτ Οκτ Νοεμ Δεκ",
        "Α.Ε Ε.Ε Η.Π.Α ΗΠΑ χιλ εκ εκατ δισ τρισ δολ μ.Χ π.Χ π.μ μ.μ αι Ε.Π.Ε",
        "κ.λπ κλπ κ.ά κ.ο.κ κ.τ.λ"},
    AbbreviationList{"tr",
        "Sn Dr Prof Doç Yrd Av Müh Öğr Gör Alb Org Korg Tümg Yzb Bnb Cad Sok Mah örn Örn bkz Bkz yak Hz Op Uzm Ecz Gen "
        "Tuğg Mim Yb Ütğm Asb Müd Arş Tic",
        "No no s ss md Md c C cilt tel Tel sy böl fax şek tab maks min fık",
        "A.Ş Ltd Şti T.A.Ş M.Ö M.S yy sn dk Apt",
        "vb vs vd"},
    AbbreviationList{"sv",
        "bl.a t.ex d.v.s dvs s.k fr.o.m t.o.m m.a.o ca c:a jfr tf bitr f.d prof kapt resp exkl inkl St kl jur kand tekn "
        "doc ing dir ordf sekr öv löjtn arkit leg S:t kyrkoh bisk insp komm adv lic mag",
        "nr s sid kap bd art tel ev jan feb apr aug sept okt nov dec fig tab mom max min vol uppl ref årg häft",
        "milj mdr kr st tim e.Kr f.Kr",
        "osv m.m m.fl etc"},
    AbbreviationList{"da",
        "bl.a f.eks dvs s.k fx ca cirka jf pga ift hhv inkl ekskl kgl prof kapt adv Skt St vedr tidl cand stud dir ing "
        "lic jur",
        "nr s kap bd art tlf kl maks jan feb apr aug sept okt nov dec",
        "mio mia kr stk hk e.Kr f.Kr",
        "osv m.m m.fl mv etc"},
    AbbreviationList{"nb",
        "bl.a f.eks dvs s.k ca jf pga ift hhv inkl ekskl kgl prof kapt adv St vedr tidl cand stud dir ing lic jur",
        "nr s kap bd art tlf kl maks jan feb apr aug sept okt nov des",
        "mill mrd kr stk e.Kr f.Kr",
        "osv m.m m.fl mv etc"},
    AbbreviationList{"fi",
        "esim Esim ts ns n prof toht tri ent vrt huom Huom ko os ks dos maist fil kapt maj kenr "
        "hra rva nti ins arkkit toim evl luutn vänr kansanedust piisp arkkip joht apul kand",
        "nro s ss luku puh klo maks taul mom art num as rap väh enint alk yht",
        "milj mrd eur kpl min tuh v e.Kr j.Kr eKr jKr e.a.a j.a.a",
        "jne ym yms tms"},
    AbbreviationList{"hu",
        "dr Dr pl Pl ún ill id ifj özv prof u.n kb vö ld Szt gr br alezr ezr őrgy "
        "őrn hdgy fhdgy vez mérn szerk képv esp eln",
        "sz old o bek tel kb § i.e i.sz Kr.e Kr.u jan febr márc ápr máj jún júl aug szept okt nov dec "
        "em ép köt tábl jegyz max min évf mell ker",
        "kft zrt bt Kft Zrt Nyrt M Mrd",
        "stb"},
    AbbreviationList{"ro",
        "dl Dl dna Dna d-na d-l ing prof dr av col cpt lt Sf str Str bd Bd Acad gen gral jud sect com mun conf lect univ "
        "ec arh acad asist mons dir pres min amb insp dra maj",
        "nr Nr art alin lit pag p vol tel bl sc ap ian feb mart apr iun iul aug sept oct nov dec "
        "cap fig tab et cca aprox max min anx subcap lec poz ref",
        "mil mld S.A S.R.L ex d.Hr î.Hr d.C î.C d.Chr e.n î.e.n",
        "etc ș.a"},
    AbbreviationList{"hr",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul gđa Gđa gđica odn usp tzn t.zv akad inž arh gen puk",
        "br Br čl str st tel sl tab pogl",
        "mil mlrd tis sat min god d.d d.o.o j.d.o.o pr.n.e pr.Kr po.Kr kn cca",
        "itd sl i.sl"},
    AbbreviationList{"bs",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul odn akad", "br Br čl str tel sl tab",
        "mil mlrd hilj sat min god st d.d d.o.o pr.n.e cca", "itd sl i.sl"},
    AbbreviationList{"sr",
        "npr Npr tzv Tzv tj Tj dr Dr mr prof doc ing dipl sv Sv ul Ul odn akad нпр Нпр тзв Тзв тј Тј др мр проф доц инж "
        "св Св ул Ул одн акад Дж inž arh gen арх ген пук",
        "br Br čl str tel sl tab бр Бр чл стр тел сл таб",
        "mil mlrd hilj sat min god st d.o.o мил млрд хиљ сат мин год д.о.о",
        "itd sl i.sl итд сл и.сл"},
    AbbreviationList{"sl",
        "npr Npr t.i T.i oz dr Dr mag prof doc ing dipl sv Sv ul Ul gdč cca t.j", "št Št čl str tel sl tab odst",
        "mio mrd tis min ur d.d d.o.o s.p pr.n.št n.št", "itd ipd itn"},
    AbbreviationList{"bg",
        "напр Напр т.е т.нар Т.нар т.н проф доц инж акад полк св Св ул Ул бул Бул пл ж.к гр с р-н вж срв сп арх ген адм",
        "стр чл ал т фиг табл гл тел бр",
        "млн млрд хил лв щ.д сек мин в вв обл пр.н.е н.е пр.Хр сл.Хр",
        "др пр"},
    AbbreviationList{"mk", "т.е т.н проф инж акад св Св ул бул", "стр чл бр тел сл", "мил млрд ден мин год", "итн др"},
    AbbreviationList{"be",
        "г.зн т.зв напр Напр праф дац акад св вул пр пл зав",
        "стар арт гл мал табл п тэл",
        "тыс млн млрд дол ст вобл н.э",
        "г.д інш"},
    AbbreviationList{"ca",
        "Sr Sra Srs Sres Dr Dra Drs p.ex P.ex cf Il·lm Excm Hble av Av pl Pl pg ctra St Sta Mn aprox vs", "núm Núm art arts pàg pàgs vol cap fig tel n",
        "EE.UU S.A S.L Cia d.C a.C hab", "etc"},
    AbbreviationList{"gl",
        "Sr Sra Srta Dr Dra D Dna p.ex P.ex cf Av av Rda Pza Excmo Ilmo aprox vs", "núm Núm art arts páx páxs vol cap fig tel n",
        "EE.UU S.A S.L Cía d.C a.C hab", "etc"},
    AbbreviationList{"lt",
        "pvz Pvz t.y T.y vad prof doc dr inž plk kun šv Šv mot pr žr Žr plg",
        "nr Nr str punkt psl tel pav lent",
        "mln mlrd tūkst val min Lt ct m d r k kt pr.Kr po.Kr pr.m.e m.e",
        "t.t pan ir.kt"},
    AbbreviationList{"lv",
        "piem Piem t.i t.s prof doc dr inž ģen plkv sv Sv tālr sk Sk resp",
        "nr lpp p art tel att tab",
        "milj mljrd tūkst st min gs g.s m.ē p.m.ē p.Kr pr.Kr",
        "utt u.c utml u.tml"},
    AbbreviationList{"et",
        "nt Nt st s.t prof dots dr ins kol kpt hr Hr pr Pr prl vt Vt tn mnt pst kindr",
        "nr lk p ptk tel joon tab",
        "mln mld tuh krt kl min saj s.a e.Kr p.Kr eKr pKr e.m.a m.a.j",
        "jne jms jt"},
    AbbreviationList{"is",
        "t.d T.d þ.e Þ.e t.a.m þ.á.m m.a M.a s.s dr Dr próf sbr Sbr hr Hr skv Skv u.þ.b U.þ.b f.h sk",
        "nr bls gr kafla mgr tl",
        "millj þús kr mín kl hf ehf ohf f.Kr e.Kr",
        "o.s.frv o.fl o.þ.h"},
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
        "डॉ श्री पं प्रो सु कु एड लेफ्टि मेज कर्नल मो रु प्रा श्रीमती",
        "",
        "",
        ""},
    AbbreviationList{"mr",
        "डॉ श्री प्रा श्रीमती पं कु सौ अॅड क्र रु",
        "",
        "",
        ""},
    AbbreviationList{"ta",
        "திரு பேரா செல்வி",
        "",
        "",
        ""},
    AbbreviationList{"ka",
        "ე.ი ე.წ მაგ პროფ აკად",
        "გვ ნახ",
        "წ წწ ს მლნ მლრდ ათ",
        "ა.შ"},
    AbbreviationList{"ar",
        "د أ أ.د ص", "", "", ""},
};
// clang-format on

}  // namespace docmill::sentences
