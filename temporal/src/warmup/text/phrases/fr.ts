import { clock, type PhraseBook } from '../phrase-book.ts'

export const fr: PhraseBook = {
  greetings: ['Bonjour {name},', 'Salut {name},', 'Cher collègue, bonjour {name},', 'Bonjour à toi {name},'],
  days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'],
  time: clock('h'),
  topics: [
    {
      subjects: ['Réunion de {day}', 'Salle pour {day}'],
      openings: [
        'J’ai réservé la petite salle pour {day} à {time}.',
        'Notre réunion aura lieu {day} à {time}.',
        'Nous avons déplacé la réunion à {day}, {time}.',
      ],
      details: [
        'Une demi-heure devrait suffire si chacun lit la liste avant.',
        'Le premier point est l’ordre des trois prochaines tâches.',
        'Je laisserais les projets à long terme pour une autre semaine.',
        'Deux personnes seront au téléphone, il nous faut donc la salle calme.',
      ],
      questions: [
        'Cette heure te convient-elle ?',
        'Veux-tu ajouter un point ?',
        'Dois-je apporter les notes de la dernière fois ?',
      ],
      answers: [
        'Oui, {day} à {time} me convient très bien.',
        'Je serai là {day}, peut-être avec cinq minutes de retard.',
        'Parfait pour {time}, je lirai la liste avant.',
      ],
    },
    {
      subjects: ['Notes de notre discussion', 'Résumé de {day}'],
      openings: [
        'Voici ce que j’ai retenu de notre discussion de {day}.',
        'J’ai noté les points de {day} tant qu’ils sont frais.',
        'Merci pour la discussion de {day}, en voici un court résumé.',
      ],
      details: [
        'Nous voulions garder un texte court et laisser la deuxième partie.',
        'La question ouverte était de savoir qui relit la dernière version.',
        'Tu voulais demander aux autres l’ordre des chapitres.',
        'Je réécris l’introduction pour demain à {time}.',
      ],
      questions: [
        'Ai-je oublié quelque chose ?',
        'As-tu le même souvenir ?',
        'Peux-tu corriger ce qui n’est pas juste ?',
      ],
      answers: [
        'J’ai le même souvenir de {day}.',
        'Il ne manque rien, je mettrais seulement le dernier point en premier.',
        'Oui, et j’ai déjà demandé aux autres.',
      ],
    },
    {
      subjects: ['Déjeuner {day} ?', 'Une table pour {day}'],
      openings: [
        'Nous sommes quelques-uns à déjeuner ensemble {day} à {time}.',
        'Je pense au restaurant italien pour le déjeuner de {day}.',
        'Nous voulons essayer la nouvelle cuisine au coin de la rue {day} à {time}.',
      ],
      details: [
        'Il y a de la soupe et deux plats sans viande.',
        'C’est à dix minutes à pied du bureau.',
        'La dernière fois les pâtes étaient meilleures que la pizza.',
        'Je réserverais une table près de la fenêtre.',
      ],
      questions: [
        'Viens-tu avec nous ?',
        'Dois-je réserver une place pour toi ?',
        'Un autre jour te conviendrait-il mieux ?',
      ],
      answers: [
        'Je viens volontiers {day}.',
        'Je suis des vôtres, je serai en bas à {time}.',
        'Avec plaisir, si nous sommes de retour dans une heure.',
      ],
    },
    {
      subjects: ['Ton avis sur le brouillon', 'Brouillon du guide'],
      openings: [
        'Le brouillon du guide est terminé depuis {day}.',
        'J’ai passé {day} sur le brouillon et j’aimerais un autre regard.',
        'Le guide a grandi, et {day} j’en ai retiré un tiers.',
      ],
      details: [
        'La partie du milieu est encore trop longue à mon goût.',
        'Les exemples sont nouveaux et personne ne les a essayés.',
        'Je ne suis pas sûr du titre.',
        'Les petites fautes ne comptent pas encore.',
      ],
      questions: [
        'Peux-tu le lire avant {day} ?',
        'Quelle partie retirerais-tu ?',
        'As-tu un moment à {time} pour en parler ?',
      ],
      answers: [
        'Je peux le lire avant {day}.',
        'Je retirerais la partie du milieu et garderais tous les exemples.',
        'Parlons-en à {time}, j’ai déjà quelques notes.',
      ],
    },
    {
      subjects: ['Pendant mon absence', 'Avant mon départ de {day}'],
      openings: [
        'À partir de {day} je suis absent une semaine.',
        'Avant de partir {day}, je voudrais te confier deux choses.',
        'Mon dernier jour avant les vacances est {day}.',
      ],
      details: [
        'La liste de la semaine est à jour et demande un coup d’œil tous les deux jours.',
        'Rien de pressant n’est en attente, à ma connaissance.',
        'Les plantes près de la fenêtre ont besoin d’un peu d’eau.',
        'La clé de l’armoire est dans mon premier tiroir.',
      ],
      questions: [
        'Peux-tu t’en charger ?',
        'As-tu besoin de quelque chose avant {day} ?',
        'As-tu un quart d’heure à {time} ?',
      ],
      answers: [
        'Je m’en occupe, repose-toi bien.',
        'Pas de souci, voyons la liste à {time}.',
        'Tout est clair pour moi, à ton retour.',
      ],
    },
    {
      subjects: ['Le livre dont je parlais', 'De quoi lire'],
      openings: [
        'Le livre dont je parlais {day} est sur mon bureau.',
        'J’ai fini {day} le livre sur les jardins et j’ai pensé à toi.',
        'Tu m’as demandé {day} ce que je lis.',
      ],
      details: [
        'Il commence lentement, mais la seconde moitié est très bonne.',
        'Le chapitre sur l’hiver en vaut la peine à lui seul.',
        'Il parle de petites choses sans jamais ennuyer.',
        'J’en ai lu la plus grande part dans le train.',
      ],
      questions: ['Veux-tu que je te le prête ?', 'Dois-je l’apporter {day} ?', 'Que lis-tu en ce moment ?'],
      answers: [
        'Je te l’emprunte volontiers, merci.',
        'Apporte-le {day}, j’ai un long voyage devant moi.',
        'C’est tout à fait pour moi, je viens de finir le mien.',
      ],
    },
  ],
  asides: [
    'La machine à café marche de nouveau, au fait.',
    'C’est étonnamment calme ici aujourd’hui.',
    'J’espère que ta semaine a bien commencé.',
    'Le temps permet une promenade à midi.',
    'Ce matin j’ai eu le temps d’y penser dans les bouchons.',
    'Il y a des fruits frais dans la cuisine.',
    'Les nouvelles chaises sont là et très confortables.',
    'Salue ton équipe de ma part.',
    'Mon bureau est enfin rangé.',
    'Les jours filent en ce moment.',
  ],
  thanks: [
    'Merci pour ton message.',
    'Merci d’y avoir pensé.',
    'Tu fais bien de demander.',
    'Merci, cela m’aide.',
    'Merci pour le rappel.',
  ],
  closings: ['Bien à toi', 'Cordialement', 'À bientôt', 'Bonne journée', 'Avec mes remerciements'],
}
