/** The workshop guide to mapping moments of truth: an hour with about eight people, on one printed page. */
import { dotsEach } from './cycle.ts';
import type { Step } from './guide.ts';

/** @param threshold how many people must give their dots before they are counted */
export function momentsSteps(threshold: number): readonly Step[] {
  return [
    {
      minutes: '0–5',
      title: 'Join',
      text: 'Everybody scans the code on the wall or types the six letters. Count heads.',
      say: '“Nobody gives a name. What you write is on the screen at once, and nothing stored says whose it is.”',
    },
    {
      minutes: '5–10',
      title: 'One customer, one errand',
      text: 'Agree on whom you follow, and where it begins and ends for them. Write it in “Name the cycle”; all screens show it.',
      say: '“Whom do we follow? What did they do just before they came to us? When is it over for them, not for us?”',
    },
    {
      minutes: '10–25',
      title: 'Collect',
      text: 'In silence, each on their own phone: one contact at a time, and what the customer expects there. Also those that none of you sees: the letter at home, the silence.',
      say: '“Be that customer. What do you do first? What do you meet next? What do you count on, each time?”',
    },
    {
      minutes: '25–40',
      title: 'Put it in order',
      text: 'Walk along it together, from the beginning. Move what is out of place, merge what is alike; no text is lost. Ten to twenty moments stay. Ask for each standard that is missing.',
      say: '“Are these two the same for the customer? What can they count on? How would we notice, without asking them, that it did not happen?”',
    },
    {
      minutes: '40–47',
      title: 'Choose',
      text: `Let each give ${dotsEach} dots; then count them, from ${threshold} people on. Mark the two or three moments that matter most.`,
      say: '“Where is it won or lost? Three dots each, in silence.”',
    },
    {
      minutes: '47–57',
      title: 'What we will do',
      text: 'For each marked moment one action: a standard, its measure, a name of somebody in the room, and a day in the next four weeks.',
      say: '“What would the next customer notice first? Who begins, and by when?”',
    },
    {
      minutes: '57–60',
      title: 'Close',
      text: 'End the room and download the sheet: tomorrow it is gone. Each can take the moments into a worksheet of their own.',
      say: '“One sentence each: which moment will you look at tomorrow?”',
    },
  ];
}

export const momentsBefore: readonly string[] = [
  'Choose one customer with one errand. Two kinds of customer are two rooms.',
  'Invite those who meet that customer, and those whom the customer never sees.',
  'Open the room on the day: it lasts for one. Keep the facilitator’s link somewhere else as well.',
  'Ask a real customer to walk it with you, if you can.',
];

export const momentsIf: readonly (readonly [when: string, then: string])[] = [
  [
    'It becomes your own procedure',
    'Ask what the customer sees of it. What they do not see is not a moment.',
  ],
  ['Somebody writes about a colleague', 'Reword it as what the customer meets, or remove it.'],
  ['There are too many', 'Merge first what happens at the same place and time for the customer.'],
  ['A phone fails', 'The facilitator adds moments that are told aloud.'],
];
