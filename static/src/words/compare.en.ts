// What is said of two runs beside each other, in English. It comes with the comparison; the Chinese catalogue has
// the same keys.
import type {Kind} from '../model/kinds'

/** Of a kind of event that one run has more often. */
type Counted = Partial<Readonly<Record<Kind, string>>>

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const compareEn = {
  title: 'Two runs beside each other',
  // the verdict
  program: 'the program',
  later: (who: string, felt: string) => `${who} finished ${felt} later`,
  earlier: (who: string, felt: string) => `${who} finished ${felt} earlier`,
  laterUpTo: (n: number, felt: string) => `${plural(n, 'task')} finished up to ${felt} later`,
  earlierUpTo: (n: number, felt: string) => `${plural(n, 'task')} finished up to ${felt} earlier`,
  never: (who: string) => `${who} never finished`,
  atLast: (who: string) => `${who}, which never did, finished`,
  nobodyElse: 'nobody else noticed',
  hardly: (felt: string) => `nobody else noticed more than ${felt}`,
  nobody: 'nobody noticed: everyone finished at the same felt moment',
  and: '; ',
  stop: '.',
  // what differs
  finished: 'who finished when',
  waited: 'who worked, who waited, for what',
  spent: 'where felt time went',
  counts: 'what happened how often',
  first: 'first',
  second: 'second',
  differs: 'differs by',
  more: (felt: string) => `+ ${felt}`,
  less: (felt: string) => `− ${felt}`,
  same: 'same',
  absent: 'not there',
  unfinished: 'never',
  noDifference: 'no difference',
  andMore: (n: number) => `and ${n} more`,
  awaited: {
    working: 'worked',
    network: 'waited for the network',
    timer: 'waited for a timer',
    lock: 'waited for a lock',
    disk: 'waited for a disk',
    task: 'waited for another task',
  },
  otherTime: 'timers and time that no row explains',
  kinds: {
    'packet.lost': 'packets lost',
    'packet.syn': 'connection requests sent',
    'packet.data': 'data packets sent',
    'packet.rst': 'resets sent',
    'packet.datagram': 'datagrams sent',
    'host.reboot': 'reboots',
    'link.down': 'links down',
    'socket.overflow': 'full listen queues',
    select: 'calls of select()',
    'cpu.switch': 'switches between threads',
    'gil.wait': 'waits for the GIL',
    'thread.create': 'threads',
    'process.create': 'processes',
    'task.create': 'tasks',
    intervention: 'interventions',
  } as Counted,
  // the switch, and the choice
  alignBy: 'keep together:',
  byEvent: 'the same event',
  byTime: 'the same time',
  byEventTitle: 'Both stand at the same event: the same task’s nth step',
  byTimeTitle: 'Both stand at the same moment of simulated time',
  elsewhere: 'this event never happens in the other run',
  change: 'another run',
  choose: 'The other run',
  chooseText: 'The same program with one thing changed, or with several.',
  preset: 'latencies',
  changes: 'interventions',
  changesHint: 'Task-3 packet 2 drop; start slow xkcd.com 150ms',
  compare: 'Compare',
  close: 'Close the comparison',
  asIs: 'as it is',
  runs: 'the other run is under way',
  refused: 'The other run could not start',
  // what if …
  whatIf: 'What if …',
  whatIfNothing: 'Nothing can be changed here. Step to a packet, a callback or a step of a task.',
  drop: (at: string) => `this packet got lost (${at})`,
  delay: (at: string, felt: string) => `this packet took ${felt} longer (${at})`,
  compute: (at: string, felt: string, real: string) => `this call computed ${felt}, ${real}, longer (${at})`,
  slow: (host: string, felt: string) => `${host} thought ${felt} longer about every answer`,
  reboot: (host: string, what: string, at: string) =>
    `${host} rebooted ${what === 'VM' ? 'as a VM' : 'as a server'} just then (${at})`,
}

export type CompareWords = typeof compareEn
