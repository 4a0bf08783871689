// 中文解说：每种事件、每个阶段一句话。
import type {EventToTell, Sayings, StatementSayings} from './event'
import {code, say, strong, type Piece, type Rich} from './rich'
import {machineZh} from './say.machine.zh'

const actor = (e: EventToTell): Piece | string => e.actor ?? '程序'

const events = (label: string): string =>
  label === 'READ|WRITE' ? '可读或可写' : label === 'READ' ? '可读' : '可写'

/** 调用的结局：顺利，或是出错。 */
const orError = (e: EventToTell, well: Rich): Rich =>
  e.value ? say`${e.subject}：这次调用以 ${code(e.value)} 告终。` : well

const statements: StatementSayings = {
  turns: () => say`循环又回到开头：只要没人把 ${code('stopped')} 设成 True，就再转一圈。`,
  selects: () => say`循环来到 ${code('select()')}：整个程序只在这一个地方等待。`,
  takes: () => say`循环把 ${code('select()')} 返回的就绪项一个一个拿出来。`,
  looksUp: () => say`取出当初和这个描述符一起注册的回调：循环并不关心它是做什么的。`,
  calls: () => say`循环调用这个回调，要等它返回，CPU 才回到循环手里。`,
  empties: (e) => say`${actor(e)} 的新 Future 还没有结果：盒子是空的。`,
  opensList: () => say`新 Future 的回调名单也是空的：还没有人要求被通知。`,
  joins: (e) => say`回调记进了 Future 的名单，${actor(e)} 接着往下走。`,
  keeps: (e) => say`${actor(e)} 把值存为自己的结果：盒子里有东西了。`,
  walksList: (e) => say`${actor(e)} 翻看自己的名单：有没有要通知的人？`,
  rings: (e) => say`${actor(e)} 调用名单上的这个回调，并把自己作为参数交给它。`,
  holdsCoroutine: (e) => say`${actor(e)} 先把协程收好，这时协程一行都还没执行。`,
  makesStarter: (e) => say`${actor(e)} 要先有一个 Future，才好迈出第一步。`,
  fillsStarter: (e) => say`${actor(e)} 马上给这个 Future 放进结果：本来就没有什么要等的。`,
  stepsFirst: (e) => say`${actor(e)} 自己迈出第一步：没有别人会来启动它。`,
  sends: (e) =>
    e.actorHasStarted
      ? say`${actor(e)} 正要把 Future 的结果送进协程，送到它停着的那个 ${code('yield')}。`
      : say`${actor(e)} 正要把 Future 的结果送进协程；协程还没启动，头一次只能送 ${code('None')}。`,
  ends: (e) => say`${actor(e)} 没有下一步可等了：它的协程已经结束。`,
  asksToBeRung: (e) => say`${actor(e)} 请刚交出来的 Future 在有结果时调用自己的 ${code('step')}。`,
}

/** 程序的一条语句。 */
function statement(e: EventToTell): Rich {
  const {taught} = e
  if (taught) return statements[taught](e)
  if (/\byield\b/.test(e.statement)) {
    return say`${actor(e)} 走到第 ${strong(e.line)} 行的 ${code('yield')}：马上要把它后面的东西交出去，自己停下来。`
  }
  const who = e.inTheLoopsCode ? (e.actor ?? '循环') : actor(e)
  return say`${who} 执行 ${e.file} 第 ${strong(e.line)} 行：${code(e.statement || '…')}`
}

function readinessReason(e: EventToTell): string {
  switch (e.arrival) {
    case 'packet.synack':
      return '连接建好了'
    case 'packet.ack':
      return '有人连进来了'
    case 'packet.data':
      return '数据到了'
    case 'packet.fin':
      return '对方把话说完了'
    case 'packet.rst':
      return '对方拒绝或中断了连接'
    default:
      return '现在读写都不用等'
  }
}

function nextInTurn({next, world}: EventToTell): Rich {
  if (next) return say`这才轮到 ${next.fd} 的 ${next.name}。`
  return world.ready.length ? say`后面还有就绪的。` : say`没有别的就绪了，这一圈到此为止。`
}

/** 注册时说的话。 */
const wish = (e: EventToTell): Rich =>
  e.value
    ? say`等 ${e.subject} ${events(e.label)}了，就把 ${code(e.value)} 交还给我。`
    : say`等 ${e.subject} ${events(e.label)}了，告诉我一声。`

function readiness(e: EventToTell): Rich {
  const reported = say`${code('select()')} 报告：${readinessReason(e)}，${e.subject} ${events(e.label)}`
  if (e.isCallback) return say`${reported}；${code(e.value)} 就绪了，但还没轮到它执行。`
  return e.value ? say`${reported}；注册时附带的 ${code(e.value)} 也一并交还。` : say`${reported}。`
}

function programEnds(e: EventToTell): Rich {
  if (e.value !== 'done') return say`程序出错结束：${code(e.value)}。`
  const {workingPs, waitingPs} = e.world.felt
  return say`程序结束了：CPU 一共干了 ${e.felt(workingPs)} 的活，等了 ${e.felt(waitingPs)}。`
}

function selectBegins(e: EventToTell): Rich {
  if (e.label === '0 s' && e.value === '0')
    return say`什么也没有注册，又不许等：${code('select()')} 看一眼就返回。`
  if (e.label === '0 s')
    return say`${code('select()')} 只看一眼 ${strong(e.value)} 个描述符里有没有就绪的，并不等待。`
  const most = e.label ? say`，最多等 ${strong(e.label)}` : say``
  if (e.value === '0') return say`什么也没有注册，${code('select()')} 只是让时间过去${most}；CPU 什么也不做。`
  if (e.value === '1')
    return say`${code('select()')} 盯着 ${strong(1)} 个描述符${most}；它不就绪，CPU 就什么也不做。`
  return say`一个 ${code('select()')} 同时盯着 ${strong(e.value)} 个描述符${most}；没有一个就绪，CPU 就什么也不做。`
}

function selectEnds(e: EventToTell): Rich {
  const returns = e.wasAtOnce
    ? say`${code('select()')} 马上就返回了`
    : say`等了 ${e.took}，${code('select()')} 返回了`
  if (e.value === '0') return say`${returns}：${e.wasAtOnce ? '' : '时间到了，'}没有一个就绪。`
  const next = e.next ? say`，${e.value === '1' ? '' : '先'}轮到 ${e.next.fd} 的 ${e.next.name}` : say``
  if (e.value === '1') return say`${returns}：有 ${strong(1)} 个描述符就绪${next}。`
  return say`${returns}：有 ${strong(e.value)} 个描述符就绪，要一个接一个地处理${next}。`
}

function resultIsSet(e: EventToTell): Rich {
  const {future} = e
  if (future?.startedOnly)
    return say`${e.subject} 一上来就放进 ${e.valuePiece}；没有人在等它，也就不用通知谁。`
  const waiting = future?.callbacks ?? []
  if (waiting.length === 0) return say`${actor(e)} 把 ${e.valuePiece} 放进 ${e.subject}；它的名单上还没有人。`
  const names = waiting.map(({label}) => label).join('、')
  return say`${actor(e)} 把 ${e.valuePiece} 放进 ${e.subject}；接着 ${e.subject} 会挨个通知名单上的人：${code(names)}。`
}

function resultWasSet(e: EventToTell): Rich {
  if (e.future?.startedOnly) return say`${e.subject} 已经完成，${actor(e)} 拿着它就可以迈出第一步了。`
  return say`${e.subject} 名单上的人都通知到了，${code('set_result')} 返回到 ${actor(e)}。`
}

function sendBegins(e: EventToTell): Rich {
  if (e.label === 'started') {
    return say`${code('send(None)')} 只是启动 ${e.subject}：还没有哪个 ${code('yield')} 在等值，协程从第一行跑起。`
  }
  return say`${code('Task.step')} 把 ${e.valuePiece} 送进 ${e.subject}，送到它等了 ${e.paused}的那个 ${code('yield')}。`
}

function sendEnds(e: EventToTell): Rich {
  if (e.label === 'yielded' && e.hasObject) {
    return say`${e.subject} 在第 ${strong(e.line)} 行的 ${code('yield')} 交出 ${e.object}，就停在那里；${code('send()')} 返回。`
  }
  if (e.label === 'yielded') return say`${e.subject} 在 ${code('yield')} 处交出 ${e.valuePiece}，就停在那里。`
  if (e.label === 'raised') return say`${e.subject} 的协程抛出 ${code(e.value)}，${code('send()')} 就此结束。`
  return say`${e.subject} 的协程跑到了头，${code('send()')} 抛出 ${code('StopIteration')}。`
}

function taskDone(e: EventToTell): Rich {
  if (e.label === 'raised') return say`${e.subject} 失败了：${code(e.value)}，离它建好过了 ${e.lived}。`
  const result = e.value === 'None' ? say`` : say`，返回 ${e.valuePiece}`
  return say`${e.subject} 的协程跑完了${result}：从建好到现在，过了 ${e.lived}。`
}

function taskCreated(e: EventToTell): Rich {
  const state = e.task?.state
  if (state === 'done' || state === 'failed') return say`${e.subject} 建好了，也已经结束了：它一次都不用等。`
  return say`${e.subject} 建好了，协程已经停在第一个 ${code('yield')} 上；程序接着往下走。`
}

function stepBegins(e: EventToTell): Rich {
  if (e.futureNamed(e.cell('object'))?.startedOnly) {
    return say`${e.subject} 迈出第一步，手里拿着早已完成的 ${e.object}。`
  }
  return say`${e.subject} 的 ${code('step')} 被调用，参数是 ${e.object}：它要把里面的 ${e.objectsValue} 送进协程。`
}

function stepEnds(e: EventToTell): Rich {
  const {task} = e
  if (task?.state === 'done' || task?.state === 'failed') return say`${e.subject} 的最后一步走完了。`
  const future: Piece | string = task?.on ? {text: task.on, role: 'task', owner: task.id} : '它要的结果'
  return say`这一步走完了：${e.subject} 在等 ${future}，CPU 让给别人用。`
}

function connectEnds(e: EventToTell): Rich {
  if (e.value.includes('EINPROGRESS')) {
    const away = e.roundTripToPeers ? say`要等一个来回，也就是 ${e.roundTripToPeers}` : say`要等一个来回`
    return say`${code('connect')} 不肯干等，只说“正在连接”就返回了：回音${away}。`
  }
  return orError(e, say`${e.subject} 连上了，花了 ${e.took}。`)
}

function received(e: EventToTell): Rich {
  if (e.value === '0 B')
    return say`从 ${e.subject} 读到 ${strong('0 B')}：这就是数据流的结尾，对方不会再发了。`
  if (e.value.endsWith(' B')) return say`从 ${e.subject} 的缓冲区里取出了 ${strong(e.value)}。`
  return say`${e.subject} 里没有东西可取：${code(e.value)}。`
}

const SOCKET_STATES: Readonly<Record<string, (e: EventToTell) => Rich>> = {
  connecting: (e) => say`${e.subject} 开始连接了，谁也不用守在旁边。`,
  connected: (e) =>
    e.isHere
      ? say`内核知道 ${e.subject} 的连接建好了，程序还不知道。`
      : say`${e.hostHere} 那一头（${e.subject}）也认为连接建好了。`,
  refused: (e) => say`那边没有人在听：${e.subject} 的连接被拒绝了。`,
  reset: (e) => say`${e.subject} 的连接被对方中断了。`,
  ended: (e) => say`${e.subject} 的对方不会再发数据了；已经发来的还可以读。`,
  listening: (e) => say`${e.subject} 开始监听：从现在起别人可以连进来。`,
  closed: (e) => say`${e.subject} 的连接在这一头关上了。`,
}

/** 一个包的出发与到达；what 是它要说的话。 */
const packet = (name: string, what: string) => ({
  begin: (e: EventToTell) => say`${e.hostHere} 向 ${e.host(e.label)} 发出 ${code(name)}：“${what}”`,
  end: (e: EventToTell) => say`${code(name)} 走了 ${e.took}，到了 ${e.hostHere}。`,
})

export const sayZh: Sayings = {
  ...machineZh,
  program: {
    begin: (e) => say`程序 ${code(e.cell('subject'))} 开始了：后面发生的一切都由此而来。`,
    end: programEnds,
  },
  line: {instant: statement},
  assign: {instant: (e) => say`${code(e.label)} 现在是 ${code(e.value)}。`},
  print: {
    instant: (e) =>
      e.value.includes('\n') ? say`程序打印出：${code(e.value)}` : say`程序打印出 ${code(e.value)}。`,
  },

  select: {begin: selectBegins, end: selectEnds},
  'select.readiness': {instant: readiness},
  callback: {
    begin: (e) => say`循环调用 ${e.named}：这是当初给 ${e.subject} 注册的回调。`,
    end: (e) =>
      e.value
        ? say`${e.begin.named} 抛出了 ${code(e.value)}，这里没有人接住它。`
        : say`${e.begin.named} 用了 ${e.took}，返回到循环；${nextInTurn(e)}`,
  },
  'selector.register': {
    begin: (e) => say`${actor(e)} 向 selector 注册：${wish(e)}`,
    end: (e) => orError(e, say`${e.subject} 已经登在 selector 的表上；进出一趟内核，花了 ${e.took}。`),
  },
  'selector.modify': {
    begin: (e) => say`${actor(e)} 改了在 selector 上的注册：${wish(e)}`,
    end: (e) => orError(e, say`selector 表上 ${e.subject} 那一项改好了，花了 ${e.took}。`),
  },
  'selector.unregister': {
    begin: (e) => say`${actor(e)} 把 ${e.subject} 从 selector 的表上注销：想知道的已经知道了。`,
    end: (e) => orError(e, say`不再盯着 ${e.subject} 了；这一趟内核花了 ${e.took}。`),
  },

  'task.create': {
    begin: (e) => say`协程 ${e.named} 交给一个新的 Task：${e.subject}，它马上就会把协程启动起来。`,
    end: taskCreated,
  },
  'task.step': {begin: stepBegins, end: stepEnds},
  'task.done': {instant: taskDone},
  'coroutine.send': {begin: sendBegins, end: sendEnds},

  'future.create': {
    instant: (e) =>
      e.future?.startedOnly
        ? say`${actor(e)} 建了 ${e.subject}：这个 Future 只是为了启动自己。`
        : say`${actor(e)} 建了 Future ${e.subject}：一个只装一个值的空盒子，带着一张“有了结果通知谁”的名单。`,
  },
  'future.add_done_callback': {
    instant: (e) =>
      e.hasObject
        ? say`${e.object} 把自己的 ${code('step')} 记进 ${e.subject} 的名单：“有了结果就叫我。”`
        : say`${e.named} 记进了 ${e.subject} 的名单，有了结果就叫它。`,
  },
  'future.set_result': {begin: resultIsSet, end: resultWasSet},
  'future.callback': {
    begin: (e) =>
      e.hasObject
        ? say`${e.subject} 调用别人当初交给它的回调，那正是 ${e.named}。`
        : say`${e.subject} 调用别人当初交给它的回调 ${e.named}。`,
    end: (e) => say`${e.begin.named} 做完了自己的事，返回到 ${e.subject}。`,
  },

  'socket.open': {
    begin: (e) => say`${actor(e)} 向内核要一个套接字。`,
    end: (e) => orError(e, say`内核给出了 ${e.subject}；进出一趟内核，花了 ${e.took}。`),
  },
  'socket.option': {
    begin: (e) => {
      if (e.label === 'non-blocking')
        return say`${actor(e)} 把 ${e.subject} 设成非阻塞：它的任何调用都不许停下来等。`
      if (e.label === 'SO_ERROR') return say`${actor(e)} 问 ${e.subject}：连接是不是失败了？`
      return say`${actor(e)} 设置 ${e.subject} 的选项：${code(e.label)}。`
    },
    end: (e) => {
      if (e.begin.label === 'SO_ERROR')
        return say`${e.subject} 回答：${e.value === '0' ? '没有错误' : code(e.value)}。`
      if (e.begin.label === 'non-blocking')
        return orError(e, say`${e.subject} 从此是非阻塞的；设一下花了 ${e.took}。`)
      return orError(e, say`${e.subject} 的选项设好了：${code(e.begin.label)}，花了 ${e.took}。`)
    },
  },
  'socket.bind': {
    begin: (e) => say`${actor(e)} 想给 ${e.subject} 占下地址 ${code(e.label)}。`,
    end: (e) => orError(e, say`地址 ${code(e.begin.label)} 归 ${e.subject} 了。`),
  },
  'socket.listen': {
    begin: (e) => say`${actor(e)} 让 ${e.subject} 准备接受别人的连接。`,
    end: (e) => orError(e, say`${e.subject} 开始监听，谁连进来，内核都会先收着。`),
  },
  'socket.connect': {
    begin: (e) => say`${actor(e)} 让 ${e.subject} 去连 ${code(e.label)}。`,
    end: connectEnds,
  },
  'socket.accept': {
    begin: (e) => say`${actor(e)} 从 ${e.subject} 取一个别人连进来的连接。`,
    end: (e) =>
      e.hasObject
        ? say`从 ${code(e.value)} 来的连接，以后就叫 ${e.object}。`
        : say`还没有人连到 ${e.subject}：${code(e.value)}。`,
  },
  'socket.send': {
    begin: (e) => say`${actor(e)} 把 ${strong(e.label)} 交给内核，从 ${e.subject} 发出去。`,
    end: (e) =>
      e.value.endsWith(' B')
        ? say`内核收下了 ${strong(e.value)}，路上的事归它管；谁也不用等它们到达。`
        : say`内核没有收下 ${e.subject} 的数据：${code(e.value)}。`,
  },
  'socket.recv': {
    begin: (e) => say`${actor(e)} 去取 ${e.subject} 上已经到的数据，最多 ${strong(e.label)}。`,
    end: received,
  },
  'socket.shutdown': {
    begin: (e) => say`${actor(e)} 不再用 ${e.subject} 的这个方向了：${code(e.label)}。`,
    end: (e) => orError(e, say`${e.subject} 的这个方向关上了。`),
  },
  'socket.close': {
    begin: (e) => say`${actor(e)} 把 ${e.subject} 还给内核。`,
    end: (e) => orError(e, say`${e.subject} 关上了，花了 ${e.took}。`),
  },
  'socket.state': {
    instant: (e) => (SOCKET_STATES[e.label] ?? (() => say`${e.subject} 的状态是 ${e.label}。`))(e),
  },
  'socket.ready': {
    instant: (e) => {
      if (!e.isHere) return say`在 ${e.hostHere} 上，${e.subject} ${events(e.label)}了。`
      if (!e.isWatched) return say`内核记下：${e.subject} ${events(e.label)}了；这件事还没有人要它通知。`
      return say`内核记下：${e.subject} ${events(e.label)}了，${code('select()')} 盯的正是这个。`
    },
  },

  'packet.syn': packet('SYN', '可以连接吗？'),
  'packet.synack': {
    begin: packet('SYN-ACK', '可以。').begin,
    end: (e) => say`${code('SYN-ACK')} 到了 ${e.hostHere}：这一来一回，用了 ${e.roundTrip}。`,
  },
  'packet.ack': packet('ACK', '那我们就算连上了。'),
  'packet.data': {
    begin: (e) => say`${e.hostHere} 向 ${e.host(e.label)} 发出 ${strong(e.value)}。`,
    end: (e) =>
      e.isHere && e.hasObject
        ? say`${strong(e.value)} 在路上走了 ${e.took}，到了 ${e.object}，先放在缓冲区里，等人来读。`
        : say`${strong(e.value)} 在路上走了 ${e.took}，到了 ${e.hostHere}。`,
  },
  'packet.fin': packet('FIN', '我要说的都说完了。'),
  'packet.rst': packet('RST', '这里没有人跟你说话。'),
}
