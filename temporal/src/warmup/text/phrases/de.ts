import { clock, type PhraseBook } from '../phrase-book.ts'

const time = clock('.')

export const de: PhraseBook = {
  greetings: ['Hallo {name},', 'Guten Tag {name},', 'Guten Morgen {name},', 'Hoi {name},'],
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  time: (hour, minute) => `${time(hour, minute)} Uhr`,
  topics: [
    {
      subjects: ['Planungssitzung am {day}', 'Sitzungszimmer für {day}'],
      openings: [
        'Ich habe für {day} um {time} das kleine Sitzungszimmer reserviert.',
        'Unsere Planungssitzung findet nun am {day} um {time} statt.',
        'Wir haben die Planung auf {day}, {time}, verschoben.',
      ],
      details: [
        'Eine halbe Stunde sollte reichen, wenn alle vorher die Liste lesen.',
        'Der erste Punkt ist die Reihenfolge der nächsten drei Aufgaben.',
        'Die langfristigen Pläne würde ich auf eine andere Woche legen.',
        'Zwei Leute sind am Telefon dabei, darum brauchen wir das ruhige Zimmer.',
      ],
      questions: [
        'Passt dir diese Zeit?',
        'Fehlt dir noch ein Punkt?',
        'Soll ich die Notizen vom letzten Mal mitbringen?',
      ],
      answers: [
        'Am {day} um {time} geht es bei mir gut.',
        'Am {day} bin ich dabei, vielleicht fünf Minuten später.',
        'Gut, dann {time}. Die Liste lese ich vorher.',
      ],
    },
    {
      subjects: ['Notizen aus unserem Gespräch', 'Zusammenfassung vom {day}'],
      openings: [
        'Hier ist, was ich aus unserem Gespräch vom {day} mitgenommen habe.',
        'Ich habe die wichtigsten Punkte vom {day} aufgeschrieben, solange sie frisch sind.',
        'Danke für das Gespräch am {day}, hier kurz zusammengefasst.',
      ],
      details: [
        'Wir wollten den Text kurz halten und den zweiten Teil weglassen.',
        'Offen war, wer die letzte Fassung liest.',
        'Du wolltest die anderen nach der Reihenfolge der Kapitel fragen.',
        'Die Einleitung schreibe ich bis morgen um {time} neu.',
      ],
      questions: [
        'Habe ich etwas vergessen?',
        'Hast du es auch so in Erinnerung?',
        'Magst du korrigieren, was nicht stimmt?',
      ],
      answers: [
        'So habe ich den {day} auch in Erinnerung.',
        'Es fehlt nichts, nur den letzten Punkt würde ich zuerst nehmen.',
        'Ja, und die anderen habe ich schon gefragt.',
      ],
    },
    {
      subjects: ['Mittagessen am {day}?', 'Ein Tisch für {day}'],
      openings: [
        'Ein paar von uns gehen am {day} um {time} essen.',
        'Am {day} würde ich gerne beim Italiener zu Mittag essen.',
        'Wir möchten am {day} um {time} die neue Küche um die Ecke ausprobieren.',
      ],
      details: [
        'Es gibt Suppe und zwei Gerichte ohne Fleisch.',
        'Vom Büro sind es zehn Minuten zu Fuß.',
        'Letztes Mal war die Pasta besser als die Pizza.',
        'Ich würde einen Tisch am Fenster reservieren.',
      ],
      questions: ['Kommst du mit?', 'Soll ich für dich einen Platz reservieren?', 'Passt dir ein anderer Tag besser?'],
      answers: [
        'Am {day} komme ich sehr gerne mit.',
        'Ich bin dabei und warte um {time} unten.',
        'Gerne, solange wir in einer Stunde zurück sind.',
      ],
    },
    {
      subjects: ['Deine Meinung zum Entwurf', 'Entwurf der Anleitung'],
      openings: [
        'Der Entwurf der Anleitung ist seit {day} fertig.',
        'Ich habe den {day} mit dem Entwurf verbracht und hätte gerne ein zweites Paar Augen.',
        'Die Anleitung ist gewachsen, am {day} habe ich ein Drittel gestrichen.',
      ],
      details: [
        'Der mittlere Teil ist mir noch zu lang.',
        'Die Beispiele sind neu, und niemand hat sie ausprobiert.',
        'Beim Titel bin ich nicht sicher.',
        'Kleine Fehler sind noch nicht wichtig.',
      ],
      questions: [
        'Kannst du ihn vor {day} lesen?',
        'Welchen Teil würdest du streichen?',
        'Passt dir {time} für ein kurzes Gespräch darüber?',
      ],
      answers: [
        'Bis {day} kann ich ihn lesen.',
        'Ich würde den mittleren Teil streichen und alle Beispiele behalten.',
        'Sprechen wir um {time} darüber, ein paar Notizen habe ich schon.',
      ],
    },
    {
      subjects: ['Während ich weg bin', 'Übergabe vor {day}'],
      openings: [
        'Ab {day} bin ich eine Woche weg.',
        'Bevor ich am {day} gehe, möchte ich dir zwei Dinge übergeben.',
        'Mein letzter Tag vor den Ferien ist der {day}.',
      ],
      details: [
        'Die Wochenliste ist nachgeführt und braucht jeden zweiten Tag einen Blick.',
        'Dringendes ist meines Wissens nichts offen.',
        'Die Pflanzen am Fenster brauchen etwas Wasser.',
        'Der Schlüssel zum Schrank liegt in meiner obersten Schublade.',
      ],
      questions: [
        'Kannst du das übernehmen?',
        'Brauchst du vor {day} noch etwas von mir?',
        'Hast du um {time} eine Viertelstunde Zeit?',
      ],
      answers: [
        'Ich kümmere mich darum, erhole dich gut.',
        'Kein Problem, gehen wir die Liste um {time} durch.',
        'Bei mir ist alles klar, bis nach deinen Ferien.',
      ],
    },
    {
      subjects: ['Das Buch, von dem ich sprach', 'Etwas zum Lesen'],
      openings: [
        'Das Buch, von dem ich am {day} sprach, liegt auf meinem Tisch.',
        'Am {day} habe ich das Buch über Gärten fertig gelesen und an dich gedacht.',
        'Du hast mich am {day} gefragt, was ich gerade lese.',
      ],
      details: [
        'Es beginnt langsam, aber die zweite Hälfte ist sehr gut.',
        'Allein das Kapitel über den Winter lohnt sich.',
        'Es handelt von kleinen Dingen und ist doch nie langweilig.',
        'Das meiste habe ich im Zug gelesen.',
      ],
      questions: ['Möchtest du es ausleihen?', 'Soll ich es am {day} mitbringen?', 'Was liest du zurzeit?'],
      answers: [
        'Ich leihe es gerne aus, danke.',
        'Bring es bitte am {day} mit, ich habe eine lange Reise vor mir.',
        'Das klingt gut, mit meinem bin ich eben fertig geworden.',
      ],
    },
  ],
  asides: [
    'Die Kaffeemaschine geht übrigens wieder.',
    'Es ist heute erstaunlich ruhig hier.',
    'Ich hoffe, deine Woche hat gut begonnen.',
    'Das Wetter reicht für einen Spaziergang am Mittag.',
    'Heute früh stand ich im Stau und hatte Zeit, darüber nachzudenken.',
    'In der Küche steht frisches Obst.',
    'Die neuen Stühle sind da und sehr bequem.',
    'Grüße dein Team von mir.',
    'Mein Tisch ist endlich aufgeräumt.',
    'Die Tage vergehen gerade wie im Flug.',
  ],
  thanks: [
    'Danke für deine Nachricht.',
    'Danke, dass du daran denkst.',
    'Gut, dass du fragst.',
    'Danke, das hilft mir.',
    'Danke für die Erinnerung.',
  ],
  closings: ['Viele Grüße', 'Beste Grüße', 'Bis bald', 'Liebe Grüße', 'Herzlichen Dank'],
}
