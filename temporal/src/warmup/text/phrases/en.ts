import { clock, type PhraseBook } from '../phrase-book.ts'

export const en: PhraseBook = {
  greetings: ['Hi {name},', 'Hello {name},', 'Good morning {name},', 'Dear {name},'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  time: clock(':'),
  topics: [
    {
      subjects: ['Planning meeting on {day}', 'Room for {day}'],
      openings: [
        'I have booked the small meeting room for {day} at {time}.',
        'Our planning meeting is now on {day} at {time}.',
        'We moved the planning meeting to {day}, {time}.',
      ],
      details: [
        'Half an hour should be enough if everybody reads the list before.',
        'The first point is the order of the next three tasks.',
        'I would leave the long-term plans for another week.',
        'Two people will join by phone, so we need the quiet room.',
      ],
      questions: [
        'Does that time suit you?',
        'Is there a point you want to add?',
        'Shall I bring the notes of last time?',
      ],
      answers: [
        '{day} at {time} works well for me.',
        'I can be there on {day}, perhaps five minutes late.',
        'Good, {time} it is. I will read the list before.',
      ],
    },
    {
      subjects: ['Notes from our talk', 'Summary of {day}'],
      openings: [
        'Here is what I took away from our talk on {day}.',
        'I wrote down the main points of {day} while they were fresh.',
        'Thanks for the talk on {day}; a short summary.',
      ],
      details: [
        'We agreed to keep the text short and to drop the second part.',
        'The open question was who reads the last version.',
        'You wanted to ask the others about the order of the chapters.',
        'I will rewrite the introduction until {time} tomorrow.',
      ],
      questions: ['Did I forget anything?', 'Is that how you remember it?', 'Would you correct what is wrong?'],
      answers: [
        'That is how I remember {day} as well.',
        'Nothing is missing, I would only put the last point first.',
        'Yes, and I have asked the others already.',
      ],
    },
    {
      subjects: ['Lunch on {day}?', 'A table for {day}'],
      openings: [
        'A few of us go for lunch on {day} at {time}.',
        'I am thinking of the Italian place for lunch on {day}.',
        'We want to try the new kitchen around the corner on {day}, {time}.',
      ],
      details: [
        'They have soup and two dishes without meat.',
        'It is a ten minute walk from the office.',
        'Last time the pasta was better than the pizza.',
        'I would reserve a table by the window.',
      ],
      questions: ['Are you coming along?', 'Shall I reserve a seat for you?', 'Would another day be better for you?'],
      answers: [
        'I would love to come on {day}.',
        'Count me in, I will be downstairs at {time}.',
        'Gladly, as long as we are back in an hour.',
      ],
    },
    {
      subjects: ['Your thoughts on the draft', 'Draft of the guide'],
      openings: [
        'The draft of the guide is finished since {day}.',
        'I spent {day} on the draft and would like a second pair of eyes.',
        'The guide has grown, and on {day} I cut a third of it.',
      ],
      details: [
        'The middle part is still too long for my taste.',
        'The examples are new and nobody has tried them.',
        'I am not sure about the title.',
        'Small mistakes are not important yet.',
      ],
      questions: [
        'Could you read it before {day}?',
        'Which part would you cut?',
        'Would {time} suit you for a short talk about it?',
      ],
      answers: [
        'I can read it before {day}.',
        'I would cut the middle part and keep all the examples.',
        'Let us talk at {time}, I have a few notes already.',
      ],
    },
    {
      subjects: ['While I am away', 'Handover before {day}'],
      openings: [
        'From {day} on I am away for a week.',
        'Before I leave on {day} I would like to hand over two things.',
        'My last day before the holiday is {day}.',
      ],
      details: [
        'The weekly list is up to date and needs a look every other day.',
        'Nothing is pressing as far as I know.',
        'The plants by the window want some water.',
        'The keys of the cupboard are in my top drawer.',
      ],
      questions: [
        'Could you take that over?',
        'Is there anything you need from me before {day}?',
        'Do you have a quarter of an hour at {time}?',
      ],
      answers: [
        'I will take care of it, enjoy your time off.',
        'No problem, let us go through the list at {time}.',
        'All clear from my side, see you after your holiday.',
      ],
    },
    {
      subjects: ['The book I mentioned', 'Something to read'],
      openings: [
        'The book I mentioned on {day} is lying on my desk.',
        'I finished the book about gardens on {day} and thought of you.',
        'You asked me on {day} what I am reading.',
      ],
      details: [
        'It starts slowly, but the second half is very good.',
        'The chapter about winter alone is worth it.',
        'The author writes about small things without being boring.',
        'I read most of it on the train.',
      ],
      questions: [
        'Would you like to borrow it?',
        'Shall I bring it along on {day}?',
        'What are you reading at the moment?',
      ],
      answers: [
        'I would like to borrow it, thank you.',
        'Please bring it along on {day}, I have a long journey ahead.',
        'That sounds right for me, I have just finished mine.',
      ],
    },
  ],
  asides: [
    'The coffee machine works again, by the way.',
    'It is surprisingly quiet here today.',
    'I hope your week has started well.',
    'The weather is good enough for a walk at noon.',
    'I was stuck in traffic this morning and had time to think about it.',
    'We have fresh fruit in the kitchen.',
    'The new chairs have arrived, and they are comfortable.',
    'Say hello to your team.',
    'My desk has finally been tidied up.',
    'The days are flying at the moment.',
  ],
  thanks: [
    'Thank you for your message.',
    'Thanks for thinking of it.',
    'Good that you ask.',
    'Thanks, that helps.',
    'Thank you for the reminder.',
  ],
  closings: ['Best regards', 'Kind regards', 'See you soon', 'All the best', 'Many thanks'],
}
