"""Words that papers on every subject use: two papers that share one of them are not about the same."""

# In a large library rarity alone would tell them from others; in one of ten papers it cannot.
_WORDS = """
about above accordingly achieve achieved achieves achieving across additional additionally address addresses
addressing after against aim aims all allow allowing allows almost along already also although among and another any
approach approaches are available based because been before behind being below best better between beyond both but can
cannot challenge challenges challenging com compare compared comprehensive comprehensively concerns conduct conducted
consistently could critical crucial crucially current currently demonstrate demonstrated demonstrates demonstrating
despite develop developed did different discuss does doing done due during each effective effectively effectiveness
efficacy efficiently either emerging enable enables enabling encounter enhance enhanced enhancement enhancements
enhances enhancing especially essential etc evaluate even every examine existing exists experiments explore explored
explores exploring extensive extensively facilitate facilitates few finally find finding findings first five focus
focuses focusing for four from fully fundamental further furthermore future get gets github give given gives goal good
growing had has have having help helps hence her here high highlight highlights his how however https iii importantly
improve improved improvement improvements improves improving including incurred indeed instead insufficient into
introduce introduced introduces introducing investigate investigates its itself just key known large larger later
leads less let lets leverage leverages leveraging like made main mainly major make makes making many may method
methods might more moreover most much must namely nearly necessary need needed needs neither never new next nor not
notable notably novel now number numerous observe observed obtain obtained off offer offers often one ones only onto
other others our ours out outperform outperforming outperforms over overall own paper papers particular particularly
per perform performance performances possible potential present presents previous prior problem problems promising
propose proposed proposes provide provided provides providing publicly quite range rather readily recent recently
reduce reduces reducing related release released remain remains require required requires respective respectively
result resulting results reveal reveals same second see several shall she should show showing shown shows significance
significant significantly similar simple simply since six small some specific specifically state still strategies
strategy strong studies study such suggest superior tackle tackled than that the their them themselves then there
thereby therefore these they third this those three through throughout thus together too toward towards two under
unexplored unlike until upon use used useful uses using utilize utilized utilizes utilizing various very via was way
ways well were what when where whereas whether which while who whom whose why widely will with within without work
works would www yet you your
"""

COMMONPLACE = frozenset(_WORDS.split())
