'use strict';

const english = (topic, changed, title, tags, lead, body) =>
  articles.push({topic, language: 'English', changed, title, tags, lead, body});

english('Faktura', '12 Nov', 'Understanding the first bill', 'invoice bill part month advance',
    'The first bill covers part of a month and one month in advance, so it is nearly always higher than the next.',
    `<h2>What is on it</h2><ul><li>From the start day to the end of that month</li><li>The coming month</li><li>One-off fees: SIM card 49 kr, router delivery 99 kr</li></ul>
<p class="say"><b>YOU MAY SAY</b>“The next one will be 349 kronor. This one also has the eleven days in October.”</p>`);

english('Faktura', '3 Nov', 'Payment plan for a bill', 'instalment extension debt delbetalning',
    'A bill of at least 500 kr can be split over up to six months for 29 kr a month.',
    `<ol><li>Verify the customer.</li><li>Open the bill, choose <b>Betalplan</b>, and agree on the number of months.</li>
<li>Read out the fee and the total.</li><li>The customer confirms by text message.</li></ol>
<p>Bills already with the debt collector cannot be split. Refer to the collector on the letter.</p>`);

english('Mobil', '6 Nov', 'Porting a number to Telvik', 'number porting move operator keep number nummerflytt',
    'One to five working days. The customer must not cancel the old contract: that loses the number.',
    `<h2>What you need</h2><ul><li>The number, and who owns it with the present operator</li><li>A day: the next working day at the earliest</li><li>Prepaid: all 19 digits on the SIM card</li></ul>
<table><tr><th>Code</th><th>Meaning</th><th>Do</th></tr><tr><td>P01</td><td>Wrong owner</td><td>Correct and send again</td></tr><tr><td>P07</td><td>Another port is running</td><td>Wait</td></tr><tr><td>P12</td><td>Still in binding period</td><td>Explain the cost, go on with a yes</td></tr></table>`);

english('Mobil', '18 Nov', 'Setting up an eSIM', 'esim qr code activate phone sim swap',
    'The code can be used once and needs Wi-Fi. Verify as for any SIM swap.',
    `<ol><li>Check that the phone is on the list and not locked to another operator.</li><li>Send the code to the registered e-mail address.</li>
<li>Settings, Mobile network, Add eSIM, scan.</li><li>Restart. The old card stops within 15 minutes.</li></ol>`);

english('Bredband', '20 Nov', 'Broadband down: what to ask', 'fault fibre outage router light los slow internet',
    'Check the map for an outage first, then the lights, then the cable.',
    `<ol><li>Is there an outage at the address? Read out when it ends.</li><li>Which lights are on? Red LOS means that the fibre is broken.</li>
<li>Power off for 30 seconds, fibre box first on again.</li><li>Try with a cable in port 1.</li><li>Report the fault with lights, signal and times at home.</li></ol>
<p class="say"><b>YOU MAY SAY</b>“I am testing the line from here while the router restarts. It takes about three minutes.”</p>`);

english('Utland', '16 Nov', 'Roaming in the EU and beyond', 'abroad travel data limit roaming',
    'As at home within the EU and EEA. Elsewhere zone prices apply and data stops at 600 kr.',
    `<table><tr><th>Zone</th><th>For example</th><th>Call a minute</th><th>1 GB</th></tr><tr><td>1</td><td>UK, Switzerland</td><td>4.90 kr</td><td>59 kr</td></tr><tr><td>2</td><td>USA, Turkey</td><td>9.90 kr</td><td>99 kr</td></tr><tr><td>3</td><td>Thailand, Japan</td><td>14.90 kr</td><td>149 kr</td></tr></table>
<p>The customer raises the limit by answering the text message.</p>`);

english('Avtal', '11 Nov', 'Cancelling a subscription', 'cancel end contract binding withdrawal uppsägning',
    'One month of notice. Ask why once, then confirm while the customer is still there.',
    `<ol><li>Verify the customer.</li><li>Read out the last day and what is left of the binding period.</li><li>Offer one alternative at most.</li><li>Register and send the confirmation.</li></ol>
<h2>Ends at once</h2><ul><li>Within 14 days of a distance purchase</li><li>A fault not mended in 30 days</li><li>A move to where we have no fibre</li></ul>`);
