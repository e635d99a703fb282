import { counted } from './shared.ts';

export const start = {
  title: 'What can still be done against a deportation?',
  lead: 'Look up a defense, see what it takes and what bars it, and who says so. Each sentence has its source and its dates.',
  searchLabel: 'What are you looking for?',
  searchPlaceholder: 'green card, ten years here, 42B, asylum, miedo de volver…',
  questionsTitle: 'Or begin with a question',
  questions: [
    {
      title: 'Discretion was denied. What else is open?',
      help: 'A few plain questions, then what remains, until when, and who says so.',
      to: '/denial',
      parameters: { relief: 'prosecutorial-discretion' },
    },
    {
      title: 'What does cancellation of removal take?',
      help: 'The ten-year defense in plain words: what it takes, what bars it, what it gives.',
      to: '/entity/cancellation-nonlpr',
      parameters: {},
    },
    {
      title: 'How could a request lead to a work permit?',
      help: 'The ways from one thing to another, one sentence for each step.',
      to: '/path',
      parameters: { from: 'prosecutorial-discretion', to: 'work-permit-eligible' },
    },
    {
      title: 'What was the policy on a certain day?',
      help: 'Eras, memos and court orders, and what changed between two days.',
      to: '/time',
      parameters: {},
    },
  ],
  what: (claims: number, reliefs: number) =>
    `${counted(claims, 'dated claim')} about ${counted(reliefs, 'relief')} and what they take, bar, give and risk.`,
} as const;

export const find = {
  title: (text: string) => `Found for “${text}”`,
  titleEmpty: 'Search',
  count: (count: number) => counted(count, 'result'),
  none: (text: string) => `Nothing in the graph holds the words “${text}”. Try other words, or fewer.`,
  more: 'Show more',
} as const;
