'use strict';

/** The invented knowledge of an invented operator: topic, language, day of change, title, tags, lead, body. */
const articles = [];

const svenska = (topic, changed, title, tags, lead, body) =>
  articles.push({topic, language: 'Svenska', changed, title, tags, lead, body});

svenska('Faktura', '12 nov', 'Fakturan är högre än förra månaden', 'räkning belopp dyr debitering höjning',
    'Gå igenom de fyra vanligaste skälen tillsammans med kunden innan du skapar en reklamation.',
    `<h2>Kontrollera i den här ordningen</h2>
<ol><li><b>Del av månad.</b> Nytt eller ändrat abonnemang debiteras från startdagen och en månad i förskott.</li>
<li><b>Rabatt som tagit slut.</b> Fliken Avtal visar slutdatum. Kunden ska ha fått brev 30 dagar före.</li>
<li><b>Samtal utanför avtalet.</b> Betalnummer, utlandssamtal och surf utanför EU står under Specifikation.</li>
<li><b>Påminnelseavgift.</b> 60 kr när förra fakturan betalades efter förfallodagen.</li></ol>
<h2>Vad du får göra</h2>
<table><tr><th>Skäl</th><th>Åtgärd</th><th>Gräns</th></tr>
<tr><td>Vårt fel</td><td>Kreditera hela beloppet</td><td>Ingen</td></tr>
<tr><td>Första påminnelsen på 12 månader</td><td>Stryk avgiften</td><td>60 kr</td></tr>
<tr><td>Betalnummer av misstag</td><td>Kreditera en gång, erbjud spärr</td><td>300 kr</td></tr>
<tr><td>Utgången rabatt</td><td>Visa aktuella erbjudanden</td><td>–</td></tr></table>
<p class="say"><b>SÄG SÅ HÄR</b>”Jag ser att rabatten gick ut den sista oktober. Ska vi titta på vad som passar er bäst nu?”</p>
<h2>Om kunden inte är nöjd</h2>
<p>Skapa ärendet <i>Bestridd faktura</i>. Kunden betalar den del som inte är bestridd. Inkasso pausas automatiskt och svar
ges inom 10 arbetsdagar.</p>
<h2>Se även</h2><ul><li>Dela upp betalningen</li><li>Spärra betalnummer</li><li>Byta till e-faktura eller autogiro</li></ul>`);

svenska('Faktura', '3 nov', 'Dela upp betalningen', 'räkning faktura delbetalning avbetalning anstånd betalplan skuld payment plan',
    'Kunden kan dela upp en faktura på högst sex månader, eller få anstånd en gång per halvår.',
    `<h2>Villkor</h2><ul><li>Fakturan är på minst 500 kr och inte skickad till inkasso.</li>
<li>Ingen annan delbetalning är aktiv.</li><li>Kunden är verifierad med e-legitimation eller motringning.</li></ul>
<h2>Gör så här</h2><ol><li>Öppna fakturan och välj <b>Betalplan</b>.</li><li>Välj antal månader och läs upp beloppet.</li>
<li>Läs upp avgiften: 29 kr per månad.</li><li>Kunden godkänner. Bekräftelsen skickas som sms.</li></ol>
<table><tr><th>Belopp</th><th>Längsta tid</th></tr><tr><td>500–1 499 kr</td><td>3 månader</td></tr>
<tr><td>1 500–4 999 kr</td><td>6 månader</td></tr><tr><td>Över 5 000 kr</td><td>Fråga kreditgruppen</td></tr></table>
<p class="say"><b>SÄG SÅ HÄR</b>”Vi kan dela upp den på tre månader. Det blir 512 kronor i månaden med avgiften.”</p>`);

svenska('Faktura', '21 okt', 'Byta till e-faktura eller autogiro', 'räkning faktura betalsätt bank papper pappersfaktura',
    'Bytet gör kunden i sin bank eller på Mina sidor. Pappersfaktura kostar 49 kr.',
    `<ol><li>E-faktura: kunden söker på Telvik i internetbanken och anger kundnumret.</li>
<li>Autogiro: Mina sidor, Betalsätt, godkänn med e-legitimation.</li></ol>
<p>Fakturor som redan är skapade byter inte sätt. Är det mindre än fem dagar till förfallodagen betalas den gamla som vanligt.</p>`);

svenska('Mobil', '18 nov', 'Byta SIM-kort', 'sim swap simbyte esim trasigt borttappat spärr puk',
    'Ett SIM-byte flyttar kundens nummer. Verifiera alltid innan du börjar: det är så nummer blir stulna.',
    `<h2>Verifiera först</h2><ol><li>Kunden identifierar sig med e-legitimation i samtalet.</li>
<li>Går inte det: motringning till ett <b>annat</b> nummer än det som ska bytas, registrerat sedan minst 30 dagar.</li>
<li>Går inte det heller: hänvisa till butik med giltig legitimation. Inga undantag.</li></ol>
<h2>Välj sort</h2><table><tr><th>Sort</th><th>Klart</th><th>Kostnad</th></tr>
<tr><td>eSIM med QR-kod</td><td>5 minuter</td><td>0 kr</td></tr><tr><td>Kort med post</td><td>2–3 vardagar</td><td>49 kr</td></tr>
<tr><td>Kort i butik</td><td>Samma dag</td><td>99 kr</td></tr></table>
<h2>Genomför bytet</h2><ol><li>Öppna abonnemanget, välj <b>Byt SIM</b>.</li><li>Läs upp de sista fyra siffrorna på det nya kortet.</li>
<li>Det gamla kortet slutar fungera inom 15 minuter.</li><li>Be kunden starta om telefonen två gånger.</li></ol>
<p class="say"><b>VARNINGSTECKEN</b>Kunden har bråttom, ringer från dolt nummer eller vet inte vad förra fakturan var på:
avbryt och skapa ärendet Misstänkt SIM-kapning.</p>`);

svenska('Mobil', '6 nov', 'Flytta nummer till Telvik', 'nummerflytt portering byta operatör behålla nummer',
    'Flytten tar oftast en till fem vardagar. Kunden ska inte säga upp sitt gamla abonnemang själv.',
    `<h2>Det behövs</h2><ul><li>Numret och namnet på den som äger det hos den andra operatören</li>
<li>Önskad dag, tidigast nästa vardag och senast om 60 dagar</li><li>Kontantkort: SIM-kortets nummer (19 siffror)</li></ul>
<h2>När flytten nekas</h2><table><tr><th>Kod</th><th>Betyder</th><th>Gör</th></tr>
<tr><td>P01</td><td>Fel ägare</td><td>Rätta personen och skicka igen</td></tr><tr><td>P04</td><td>Numret är uppsagt</td><td>Kunden ringer sin gamla operatör</td></tr>
<tr><td>P07</td><td>Pågående flytt</td><td>Vänta tills den är klar</td></tr><tr><td>P12</td><td>Bindningstid</td><td>Upplys om kostnaden, skicka med kundens ja</td></tr></table>
<p class="say"><b>SÄG SÅ HÄR</b>”Det gamla abonnemanget avslutas av sig självt när numret har flyttat.”</p>`);

svenska('Mobil', '30 sep', 'Spärra betalnummer och köp', 'spärr betaltjänster sms barn gräns',
    'Spärren är gratis och börjar gälla inom en timme.',
    `<ol><li>Abonnemang, Spärrar, välj nivå.</li><li>Nivå 1 stänger betalnummer, nivå 2 även betal-sms, nivå 3 alla köp på fakturan.</li></ol>
<p>Nödnummer går alltid att ringa.</p>`);

svenska('Mobil', '14 okt', 'Borttappad eller stulen telefon', 'stöld spärra imei förlorad',
    'Spärra abonnemanget först, telefonen sedan. Spärren går att häva i två veckor.',
    `<ol><li>Välj Spärra abonnemang. Månadsavgiften fortsätter.</li><li>Fråga om polisanmälan och anteckna IMEI-numret.</li>
<li>Spärra telefonen i listan över stulna telefoner.</li><li>Erbjud eSIM till en lånetelefon.</li></ol>`);

svenska('Bredband', '20 nov', 'Felsöka fiber: inget internet', 'bredband fel avbrott router lampa los rött långsamt',
    'Sju steg som löser åtta av tio ärenden. Skapa felanmälan först när alla är gjorda.',
    `<h2>Innan du börjar</h2><p>Se efter på driftkartan. Finns ett avbrott på adressen: läs upp sluttiden och avsluta.</p>
<h2>Sju steg</h2><ol><li>Lyser PWR på fiberboxen? Annars: strömadapter och uttag.</li><li>Lyser LOS rött? Då är fibern bruten, gå till steg 7.</li>
<li>Dra ur strömmen till router och fiberbox i 30 sekunder. Fiberboxen först i igen.</li><li>Vänta tre minuter. PON ska lysa fast grönt.</li>
<li>Koppla en dator med kabel i uttag 1. Fungerar det är felet i trådlösa nätet.</li>
<li>Kör linjetest i verktyget. Signalen ska vara mellan −8 och −27 dBm.</li><li>Skapa felanmälan med lampor, signal och tider då kunden är hemma.</li></ol>
<h2>Lamporna</h2><table><tr><th>Lampa</th><th>Ska vara</th><th>Annars</th></tr><tr><td>PWR</td><td>Grön, fast</td><td>Ingen ström</td></tr>
<tr><td>PON</td><td>Grön, fast</td><td>Blinkar: registrerar sig</td></tr><tr><td>LOS</td><td>Släckt</td><td>Röd: ingen ljussignal</td></tr><tr><td>LAN</td><td>Blinkar</td><td>Kabel eller router</td></tr></table>
<p class="say"><b>SÄG SÅ HÄR</b>”Medan routern startar om kontrollerar jag linjen härifrån. Det tar ungefär tre minuter.”</p>
<h2>Ersättning</h2><p>Avbrott över 24 timmar ger avdrag per påbörjat dygn. Lägg in det själv, upp till 14 dagar.</p>`);

svenska('Bredband', '9 nov', 'Långsamt trådlöst nät', 'wifi hastighet kanal mesh täckning',
    'Skilj först på linjen och det trådlösa: mät med kabel.',
    `<ol><li>Mät med kabel. Minst 80 procent av avtalad hastighet är godkänt.</li><li>Flytta routern från skåp, tv och mikrovågsugn.</li>
<li>Byt kanal på 2,4 GHz till 1, 6 eller 11.</li><li>Över 90 m²: erbjud en extra accesspunkt, 39 kr i månaden.</li></ol>`);

svenska('Bredband', '2 okt', 'Flytta bredband till ny adress', 'flytt adress flyttanmälan ny bostad',
    'Anmäl flytten minst tre veckor i förväg så finns uppkopplingen på inflyttningsdagen.',
    `<ol><li>Sök nya adressen. Finns fiber: välj Flytta.</li><li>Finns ingen fiber: kunden får säga upp utan kostnad trots bindningstid.</li>
<li>Routern följer med kunden, fiberboxen sitter kvar.</li></ol>`);

svenska('Utland', '16 nov', 'Roaming utanför EU', 'utomlands surf resa turkiet usa storbritannien spärr gräns',
    'Utanför EU och EES gäller zonpriser. Surfen stängs vid 600 kr om inte kunden höjer gränsen.',
    `<table><tr><th>Zon</th><th>Länder, bland annat</th><th>Samtal per min</th><th>Surfpaket 1 GB</th></tr>
<tr><td>1</td><td>Storbritannien, Schweiz</td><td>4,90 kr</td><td>59 kr</td></tr><tr><td>2</td><td>USA, Kanada, Turkiet</td><td>9,90 kr</td><td>99 kr</td></tr>
<tr><td>3</td><td>Thailand, Japan</td><td>14,90 kr</td><td>149 kr</td></tr><tr><td>4</td><td>Fartyg och flygplan</td><td>39 kr</td><td>Finns inte</td></tr></table>
<h2>När surfen inte fungerar</h2><ol><li>Roaming på i telefonen.</li><li>Välj operatör för hand.</li><li>Är gränsen nådd? Kunden höjer den med sms.</li></ol>
<p class="say"><b>SÄG SÅ HÄR</b>”Innan ni åker kan ni köpa ett paket på Mina sidor. Då vet ni vad det kostar.”</p>`);

svenska('Avtal', '11 nov', 'Säga upp abonnemang', 'uppsägning avsluta bindningstid cancel ångerrätt',
    'En månads uppsägningstid. Vi frågar varför en gång och bekräftar sedan utan att dra ut på det.',
    `<h2>Gör så här</h2><ol><li>Verifiera kunden.</li><li>Läs upp slutdatum och det som återstår av bindningstiden.</li>
<li>Fråga vad som är skälet. Erbjud högst ett alternativ.</li><li>Registrera och skicka bekräftelsen medan kunden är kvar.</li></ol>
<h2>Kan sluta genast</h2><ul><li>Ångerrätt inom 14 dagar</li><li>Dödsfall</li><li>Flytt till adress utan fiber</li><li>Fel som inte är lagat på 30 dagar</li></ul>
<p class="say"><b>SÄG SÅ HÄR</b>”Jag har registrerat uppsägningen. Den sista dagen är den 31 december och sms:et är på väg.”</p>`);

svenska('Avtal', '25 sep', 'Överlåta abonnemang till någon annan', 'överlåtelse ägarbyte namn',
    'Båda godkänner med e-legitimation. Kreditprövning görs på den nya ägaren.',
    `<ol><li>Skapa överlåtelsen med bådas nummer.</li><li>Båda får en länk som gäller i sju dagar.</li><li>Skulder stannar hos den gamla ägaren.</li></ol>`);

svenska('Säkerhet', '19 nov', 'Misstänkt SIM-kapning', 'bedrägeri kapad säkerhet nummer stulet',
    'Ring säkerhetsjouren medan kunden är kvar. Gör inga ändringar på abonnemanget själv.',
    `<ol><li>Koppla säkerhetsjouren, kortnummer 7711.</li><li>Be kunden ringa sin bank från en annan telefon.</li>
<li>Anteckna när täckningen försvann och vilka sms som kom.</li></ol>`);
