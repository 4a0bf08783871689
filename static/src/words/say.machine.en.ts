// The narration in English of what threads, processes, locks, disks and faults do.
import type {EventToTell, MachineSayings} from './event'
import {code, say, strong, type Rich} from './rich'

const who = (e: EventToTell) => e.thread ?? 'The program'
const wentWrong = (e: EventToTell): Rich => say`That ends with ${code(e.value)}.`
const orError = (e: EventToTell, well: Rich): Rich => (e.value ? wentWrong(e) : well)
const reboots = (label: string): string => (label === 'server' ? 'server' : 'virtual machine')

const CHANGES: Readonly<Record<string, string>> = {
  drop: 'this packet is dropped',
  delay: 'this packet is delayed',
  compute: 'this call computes for longer',
  reboot: 'a host goes down',
  slow: 'a peer takes longer to answer',
}

function threadState(e: EventToTell): Rich {
  switch (e.label) {
    case 'running':
      return e.core < 0
        ? say`${e.subject} runs.`
        : say`${e.subject} has core ${strong(e.core)} now, and runs.`
    case 'ready':
      return say`${e.subject} could go on; it is ready, and not yet running.`
    case 'done':
      return e.value ? say`${e.subject} ends with ${code(e.value)}.` : say`${e.subject} has ended.`
    default:
      return say`${e.subject} waits for ${e.value || 'something'}, and gives up its core.`
  }
}

const moved = (what: string): MachineSayings['disk.read'] => ({
  begin: (e) => say`${who(e)} ${what} ${strong(e.label)}, and waits for the disk; the CPU is free meanwhile.`,
  end: (e) => say`The disk is done with ${strong(e.value)}; that took ${e.took}.`,
})

export const machineEn: MachineSayings = {
  'thread.create': {
    begin: (e) => say`${who(e)} makes a new thread, ${e.subject}.`,
    end: (e) => orError(e, say`${e.subject} is there; making it took ${e.took}.`),
  },
  'thread.join': {
    begin: (e) => say`${who(e)} waits until ${e.subject} has ended.`,
    end: (e) => orError(e, say`${e.subject} has ended; the wait took ${e.took}.`),
  },
  'thread.state': {instant: threadState},
  'process.create': {
    begin: (e) => say`${who(e)} makes a process, ${e.subject}, with a memory and a GIL of its own.`,
    end: (e) => orError(e, say`${e.subject} is there; making it took ${e.took}.`),
  },
  'cpu.switch': {
    begin: (e) =>
      say`Core ${strong(e.core)} goes from ${e.object} to ${e.subject}: registers are saved and others loaded.`,
    end: (e) => say`The switch to ${e.subject} took ${e.took}, in which the core did nothing useful.`,
  },
  'cpu.work': {
    begin: (e) => say`${who(e)} works on the CPU: ${e.rowOfTable}, ${strong(e.amount)}.`,
    end: (e) => orError(e, say`That work took ${e.took}; nobody else could use this core meanwhile.`),
  },
  'gil.wait': {
    begin: (e) => say`${who(e)} may not execute Python yet: ${e.object} holds the GIL.`,
    end: (e) => orError(e, say`${who(e)} has the GIL, after ${e.took}.`),
  },
  'lock.acquire': {
    begin: (e) =>
      e.lockHolder
        ? say`${who(e)} wants ${e.subject}, but ${e.lockHolder} holds it.`
        : say`${who(e)} takes ${e.subject}, which nobody holds.`,
    end: (e) =>
      e.value
        ? say`${who(e)} does not get ${e.subject}: ${e.value}.`
        : say`${who(e)} holds ${e.subject}; that took ${e.took}.`,
  },
  'lock.release': {
    begin: (e) => say`${who(e)} gives ${e.subject} back.`,
    end: (e) =>
      e.hasObject
        ? say`${e.subject} goes straight to ${e.object}, which has waited longest.`
        : orError(e, say`${e.subject} is free.`),
  },
  'condition.wait': {
    begin: (e) => say`${who(e)} lets go of its lock and waits at ${e.subject} until somebody notifies it.`,
    end: (e) => say`${who(e)} goes on (${e.value}), after ${e.took}.`,
  },
  'condition.notify': {
    begin: (e) => say`${who(e)} notifies those that wait at ${e.subject}.`,
    end: (e) => say`Woken at ${e.begin.subject}: ${strong(e.value)}.`,
  },
  'disk.open': {
    begin: (e) => say`${who(e)} opens ${code(e.label)}.`,
    end: (e) => orError(e, say`The kernel hands out ${e.subject}; that took ${e.took}.`),
  },
  'disk.read': moved('reads'),
  'disk.write': moved('writes'),
  'disk.seek': {
    begin: (e) => say`${who(e)} goes to byte ${strong(e.label)} of ${e.subject}.`,
    end: (e) => orError(e, say`The next read or write starts there; the disk’s head has yet to move.`),
  },
  'disk.close': {
    begin: (e) => say`${who(e)} closes ${e.subject}.`,
    end: (e) => orError(e, say`${e.subject} is closed.`),
  },
  'disk.transfer': {
    begin: (e) => say`The disk begins to ${e.label}: ${strong(e.value)} of ${code(e.cell('object'))}.`,
    end: (e) => say`The disk has moved the bytes of ${code(e.cell('object'))}; it took ${e.took}.`,
  },
  'dns.lookup': {
    begin: (e) => say`${who(e)} asks who ${code(e.cell('subject'))} is, and waits for the answer.`,
    end: (e) => say`The answer about ${code(e.cell('subject'))} is ${code(e.value)}, after ${e.took}.`,
  },
  'packet.datagram': {
    begin: (e) => say`A datagram of ${strong(e.value || '0 B')} leaves for ${e.host(e.label)}.`,
    end: (e) => say`The datagram is at ${e.hostHere}, after ${e.took}.`,
  },
  'packet.unreachable': {
    begin: (e) =>
      say`Nobody has taken the port at ${e.hostHere}: its kernel answers ${e.host(e.label)} so (ICMP).`,
    end: (e) =>
      say`${e.hostHere} learns that the port is unreachable, after ${e.took}: if ${e.object} is connected to it, its next call is refused.`,
  },
  'packet.lost': {
    instant: (e) =>
      e.isDown
        ? say`The packet ${e.subject} comes to ${e.hostHere}, which is down: nobody takes it, and nobody is told.`
        : say`The packet ${e.subject} gets lost on its way; nobody is told.`,
  },
  'socket.overflow': {
    instant: (e) =>
      say`${e.subject} has no room for another connection: the request of ${e.object} is dropped, and nobody is told.`,
  },
  'host.reboot': {
    begin: (e) =>
      say`${e.host(e.cell('subject'))} goes down: the ${reboots(e.label)} restarts, and forgets all its connections.`,
    end: (e) => say`${e.host(e.cell('subject'))} is back, after ${e.took}, and remembers nothing.`,
  },
  'link.down': {
    begin: (e) => say`The link ${code(e.cell('subject'))} is cut: nothing gets through.`,
    end: (e) => say`The link ${code(e.cell('subject'))} is mended, after ${e.took}.`,
  },
  intervention: {
    instant: (e) =>
      say`Your change, at ${code(e.cell('subject'))}: ${CHANGES[e.label] ?? e.label}. From here on it is another run.`,
  },
}
