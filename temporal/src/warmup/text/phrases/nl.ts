import { clock, type PhraseBook } from '../phrase-book.ts'

const time = clock('.')

export const nl: PhraseBook = {
  greetings: ['Hoi {name},', 'Hallo {name},', 'Goedemorgen {name},', 'Dag {name},'],
  days: ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag'],
  time: (hour, minute) => `${time(hour, minute)} uur`,
  topics: [
    {
      subjects: ['Overleg op {day}', 'Kamer voor {day}'],
      openings: [
        'Ik heb de kleine vergaderkamer geboekt voor {day} om {time}.',
        'Ons overleg is nu op {day} om {time}.',
        'We hebben het overleg verzet naar {day}, {time}.',
      ],
      details: [
        'Een half uur moet genoeg zijn als iedereen de lijst vooraf leest.',
        'Het eerste punt is de volgorde van de komende drie taken.',
        'De plannen voor later zou ik bewaren voor een andere week.',
        'Twee mensen doen mee per telefoon, dus we hebben de stille kamer nodig.',
      ],
      questions: [
        'Komt die tijd je uit?',
        'Wil je nog een punt toevoegen?',
        'Zal ik de notities van de vorige keer meenemen?',
      ],
      answers: [
        'Op {day} om {time} komt mij goed uit.',
        'Ik ben er {day}, misschien vijf minuten later.',
        'Goed, {time} dan. Ik lees de lijst van tevoren.',
      ],
    },
    {
      subjects: ['Notities van ons gesprek', 'Samenvatting van {day}'],
      openings: [
        'Dit heb ik onthouden van ons gesprek op {day}.',
        'Ik heb de punten van {day} opgeschreven nu ze nog vers zijn.',
        'Dank voor het gesprek op {day}, hier een korte samenvatting.',
      ],
      details: [
        'We wilden de tekst kort houden en het tweede deel weglaten.',
        'Open bleef wie de laatste versie leest.',
        'Jij zou de anderen vragen naar de volgorde van de hoofdstukken.',
        'Morgen om {time} heb ik de inleiding herschreven.',
      ],
      questions: ['Ben ik iets vergeten?', 'Herinner jij je het ook zo?', 'Wil je verbeteren wat niet klopt?'],
      answers: [
        'Zo herinner ik me {day} ook.',
        'Er ontbreekt niets, alleen zou ik het laatste punt eerst zetten.',
        'Ja, en ik heb het de anderen al gevraagd.',
      ],
    },
    {
      subjects: ['Lunch op {day}?', 'Een tafel voor {day}'],
      openings: [
        'Een paar van ons gaan {day} om {time} lunchen.',
        'Ik denk aan de Italiaan voor de lunch op {day}.',
        'We willen {day} om {time} de nieuwe keuken om de hoek proberen.',
      ],
      details: [
        'Ze hebben soep en twee gerechten zonder vlees.',
        'Het is tien minuten lopen van kantoor.',
        'De vorige keer was de pasta beter dan de pizza.',
        'Ik zou een tafel bij het raam reserveren.',
      ],
      questions: ['Ga je mee?', 'Zal ik een plek voor je vrijhouden?', 'Past een andere dag je beter?'],
      answers: [
        'Op {day} ga ik graag mee.',
        'Ik doe mee en sta om {time} beneden.',
        'Graag, als we binnen een uur terug zijn.',
      ],
    },
    {
      subjects: ['Je mening over het concept', 'Concept van de handleiding'],
      openings: [
        'Het concept van de handleiding is sinds {day} klaar.',
        'Ik heb {day} aan het concept gewerkt en wil graag een tweede paar ogen.',
        'De handleiding was gegroeid, op {day} heb ik een derde geschrapt.',
      ],
      details: [
        'Het middelste deel vind ik nog te lang.',
        'De voorbeelden zijn nieuw en niemand heeft ze geprobeerd.',
        'Over de titel ben ik niet zeker.',
        'Kleine fouten zijn nog niet belangrijk.',
      ],
      questions: [
        'Kun je het voor {day} lezen?',
        'Welk deel zou jij schrappen?',
        'Heb je om {time} even tijd om erover te praten?',
      ],
      answers: [
        'Voor {day} kan ik het lezen.',
        'Ik zou het middelste deel schrappen en alle voorbeelden houden.',
        'Laten we om {time} praten, ik heb al wat notities.',
      ],
    },
    {
      subjects: ['Als ik weg ben', 'Overdracht voor {day}'],
      openings: [
        'Vanaf {day} ben ik een week weg.',
        'Voor ik {day} vertrek, wil ik je twee dingen overdragen.',
        'Mijn laatste dag voor de vakantie is {day}.',
      ],
      details: [
        'De weeklijst is bij en vraagt om de twee dagen een blik.',
        'Voor zover ik weet staat er niets dringends open.',
        'De planten bij het raam willen wat water.',
        'De sleutel van de kast ligt in mijn bovenste lade.',
      ],
      questions: [
        'Kun jij dat overnemen?',
        'Heb je voor {day} nog iets van mij nodig?',
        'Heb je om {time} een kwartier?',
      ],
      answers: [
        'Ik zorg ervoor, rust goed uit.',
        'Geen probleem, we nemen de lijst om {time} door.',
        'Voor mij is alles duidelijk, tot na je vakantie.',
      ],
    },
    {
      subjects: ['Het boek waar ik het over had', 'Iets om te lezen'],
      openings: [
        'Het boek waar ik het {day} over had, ligt op mijn bureau.',
        'Op {day} heb ik het boek over tuinen uitgelezen en aan jou gedacht.',
        'Je vroeg me {day} wat ik aan het lezen ben.',
      ],
      details: [
        'Het begint langzaam, maar de tweede helft is erg goed.',
        'Alleen al het hoofdstuk over de winter is het waard.',
        'Het gaat over kleine dingen en verveelt nooit.',
        'Het meeste las ik in de trein.',
      ],
      questions: ['Wil je het lenen?', 'Zal ik het {day} meenemen?', 'Wat lees jij op dit moment?'],
      answers: [
        'Ik leen het graag, dank je.',
        'Neem het {day} maar mee, ik heb een lange reis voor me.',
        'Dat klinkt goed, het mijne is net uit.',
      ],
    },
  ],
  asides: [
    'Het koffieapparaat doet het trouwens weer.',
    'Het is hier vandaag opvallend rustig.',
    'Ik hoop dat je week goed is begonnen.',
    'Het weer is goed genoeg voor een wandeling.',
    'Vanochtend in de file had ik tijd om erover na te denken.',
    'Er staat vers fruit in de keuken.',
    'De nieuwe stoelen zijn er en zitten goed.',
    'Doe de groeten aan je team.',
    'Mijn bureau is eindelijk opgeruimd.',
    'De dagen vliegen voorbij.',
  ],
  thanks: [
    'Dank voor je bericht.',
    'Fijn dat je eraan denkt.',
    'Goed dat je het vraagt.',
    'Dank je, dat helpt.',
    'Dank voor de herinnering.',
  ],
  closings: ['Groeten', 'Met vriendelijke groet', 'Tot gauw', 'Hartelijke groet', 'Veel dank'],
}
