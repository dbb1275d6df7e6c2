/** The workshop guide: an hour in a live room with about eight people, on one printed page. */
export interface Step {
  /** "0–5" */
  readonly minutes: string;
  readonly title: string;
  readonly text: string;
  readonly say: string;
}

/** @param threshold how many people must rate before a spread is shown */
export function guideSteps(threshold: number): readonly Step[] {
  return [
    {
      minutes: '0–5',
      title: 'Join',
      text: 'The presentation view is on the wall. Everybody scans the code or types the six letters. Count heads: the number on the screen should be the number of people.',
      say: `“Nobody needs an account or gives a name. The screen shows how many of us chose each answer, and only once ${threshold} of us have rated. Nobody sees who, and neither do I.”`,
    },
    {
      minutes: '5–8',
      title: 'Why we are here',
      text: 'Say in two sentences what “us” means today, and what happens to the results.',
      say: '“Us is the people in this room and those we work with every day. We are not looking for a grade. We want to find where we see different things.”',
    },
    {
      minutes: '8–48',
      title: 'Five statements, eight minutes each',
      text: 'Read it aloud. One minute to rate, in silence. Reveal. Five minutes to talk, beginning with the question on the screen. One minute to write the note, in words that the room agrees on. Next.',
      say: '“What did you see that made you choose your answer? You need not say which one it was. What did the last customer see?”',
    },
    {
      minutes: '48–57',
      title: 'What we will do',
      text: 'Choose one to three actions. Each gets a name of somebody in the room and a day in the next four weeks.',
      say: '“Which note would a customer notice first if we changed it? Who begins, and by when?”',
    },
    {
      minutes: '57–60',
      title: 'Close',
      text: 'Read the actions aloud. End the room, download the sheet and send it round: tomorrow the room is gone.',
      say: '“One sentence each: what do you take away?”',
    },
  ];
}

export const guideBefore: readonly string[] = [
  'Choose five statements, not ten. The widest gaps give the best talk.',
  'Open the room on the day: it lasts for one. Keep the facilitator’s link somewhere else as well; with it you go on from any other device.',
  'Put the presentation view on the wall, and try the code with your own phone.',
  'Somebody who is not the boss leads the hour.',
];

export const guideIf: readonly (readonly [when: string, then: string])[] = [
  ['All say the same', 'Ask for the last time it was not so, then go on.'],
  ['It goes quiet', 'Wait. Then go round once, one sentence each.'],
  ['Somebody asks who said it', 'Say that nobody knows, and ask what could make somebody say it.'],
  ['Time is short', 'Skip a statement; leave the last twelve minutes alone.'],
  [
    'A phone fails',
    'Whoever has none talks with the others and is not counted. Two people on one phone count as one.',
  ],
];
