import { clock, type PhraseBook } from '../phrase-book.ts'

export const es: PhraseBook = {
  greetings: ['Hola {name}:', 'Buenos días {name}:', 'Qué tal {name}:', 'Hola de nuevo {name}:'],
  days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
  time: clock(':'),
  topics: [
    {
      subjects: ['Reunión del {day}', 'Sala para el {day}'],
      openings: [
        'He reservado la sala pequeña para el {day} a las {time}.',
        'Nuestra reunión será el {day} a las {time}.',
        'Hemos pasado la reunión al {day}, a las {time}.',
      ],
      details: [
        'Media hora debería bastar si todos leen la lista antes.',
        'El primer punto es el orden de las tres próximas tareas.',
        'Dejaría los planes a largo plazo para otra semana.',
        'Dos personas estarán al teléfono, así que necesitamos la sala tranquila.',
      ],
      questions: ['¿Te va bien esa hora?', '¿Quieres añadir algún punto?', '¿Llevo las notas de la última vez?'],
      answers: [
        'El {day} a las {time} me va muy bien.',
        'Estaré el {day}, quizá con cinco minutos de retraso.',
        'De acuerdo, a las {time}. Leeré la lista antes.',
      ],
    },
    {
      subjects: ['Notas de nuestra charla', 'Resumen del {day}'],
      openings: [
        'Esto es lo que saqué de nuestra charla del {day}.',
        'He apuntado los puntos del {day} mientras los recuerdo bien.',
        'Gracias por la charla del {day}, aquí va un resumen corto.',
      ],
      details: [
        'Queríamos un texto corto y quitar la segunda parte.',
        'Quedaba por ver quién lee la última versión.',
        'Ibas a preguntar a los demás por el orden de los capítulos.',
        'Mañana a las {time} tendré lista la introducción.',
      ],
      questions: ['¿He olvidado algo?', '¿Lo recuerdas igual?', '¿Puedes corregir lo que no sea así?'],
      answers: [
        'Yo también recuerdo así el {day}.',
        'No falta nada, solo pondría el último punto al principio.',
        'Sí, y ya he preguntado a los demás.',
      ],
    },
    {
      subjects: ['¿Comemos el {day}?', 'Una mesa para el {day}'],
      openings: [
        'Unos cuantos vamos a comer el {day} a las {time}.',
        'Estoy pensando en el italiano para comer el {day}.',
        'Queremos probar la cocina nueva de la esquina el {day} a las {time}.',
      ],
      details: [
        'Tienen sopa y dos platos sin carne.',
        'Está a diez minutos a pie de la oficina.',
        'La última vez la pasta estaba mejor que la pizza.',
        'Reservaría una mesa junto a la ventana.',
      ],
      questions: ['¿Te vienes?', '¿Te reservo un sitio?', '¿Te viene mejor otro día?'],
      answers: [
        'El {day} voy con mucho gusto.',
        'Contad conmigo, estaré abajo a las {time}.',
        'Encantado, si volvemos en una hora.',
      ],
    },
    {
      subjects: ['Tu opinión sobre el borrador', 'Borrador de la guía'],
      openings: [
        'El borrador de la guía está terminado desde el {day}.',
        'Pasé el {day} con el borrador y me gustaría otra mirada.',
        'La guía ha crecido, y el {day} quité una tercera parte.',
      ],
      details: [
        'La parte del medio me sigue pareciendo larga.',
        'Los ejemplos son nuevos y nadie los ha probado.',
        'No estoy seguro del título.',
        'Las faltas pequeñas no importan todavía.',
      ],
      questions: [
        '¿Puedes leerlo antes del {day}?',
        '¿Qué parte quitarías?',
        '¿Tienes un momento a las {time} para hablarlo?',
      ],
      answers: [
        'Puedo leerlo antes del {day}.',
        'Quitaría la parte del medio y dejaría todos los ejemplos.',
        'Hablemos a las {time}, ya tengo algunas notas.',
      ],
    },
    {
      subjects: ['Mientras no estoy', 'Antes del {day}'],
      openings: [
        'Desde el {day} estoy fuera una semana.',
        'Antes de irme el {day} quería dejarte dos cosas.',
        'Mi último día antes de las vacaciones es el {day}.',
      ],
      details: [
        'La lista de la semana está al día y pide una mirada cada dos días.',
        'Que yo sepa, no queda nada con prisa.',
        'Las plantas de la ventana necesitan un poco de agua.',
        'La llave del armario está en mi primer cajón.',
      ],
      questions: [
        '¿Puedes encargarte?',
        '¿Necesitas algo de mí antes del {day}?',
        '¿Tienes un cuarto de hora a las {time}?',
      ],
      answers: [
        'Yo me encargo, que descanses.',
        'Sin problema, vemos la lista a las {time}.',
        'Por mi parte todo claro, hasta la vuelta.',
      ],
    },
    {
      subjects: ['El libro del que hablaba', 'Algo para leer'],
      openings: [
        'El libro del que hablaba el {day} está en mi mesa.',
        'El {day} terminé el libro sobre jardines y me acordé de ti.',
        'El {day} me preguntaste qué estoy leyendo.',
      ],
      details: [
        'Empieza despacio, pero la segunda mitad es muy buena.',
        'Solo por el capítulo del invierno merece la pena.',
        'Habla de cosas pequeñas y nunca aburre.',
        'Lo leí casi todo en el tren.',
      ],
      questions: ['¿Quieres que te lo preste?', '¿Lo llevo el {day}?', '¿Qué estás leyendo ahora?'],
      answers: [
        'Me lo llevo con gusto, gracias.',
        'Tráelo el {day}, tengo un viaje largo por delante.',
        'Suena bien, acabo de terminar el mío.',
      ],
    },
  ],
  asides: [
    'Por cierto, la cafetera vuelve a funcionar.',
    'Hoy está todo muy tranquilo por aquí.',
    'Espero que la semana te haya empezado bien.',
    'El tiempo da para un paseo a mediodía.',
    'Esta mañana en el atasco tuve tiempo de pensarlo.',
    'Hay fruta fresca en la cocina.',
    'Han llegado las sillas nuevas y son cómodas.',
    'Saluda a tu equipo de mi parte.',
    'Por fin tengo la mesa ordenada.',
    'Los días pasan volando.',
  ],
  thanks: [
    'Gracias por tu mensaje.',
    'Gracias por pensar en ello.',
    'Haces bien en preguntar.',
    'Gracias, me ayuda.',
    'Gracias por recordármelo.',
  ],
  closings: ['Un saludo', 'Saludos', 'Hasta pronto', 'Un abrazo', 'Muchas gracias'],
}
