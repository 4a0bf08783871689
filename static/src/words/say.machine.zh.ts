// 线程、进程、锁、磁盘和故障的中文解说。
import type {EventToTell, MachineSayings} from './event'
import {code, say, strong, type Rich} from './rich'
import {waitText} from './waits'

const who = (e: EventToTell) => e.thread ?? '程序'
const orError = (e: EventToTell, well: Rich): Rich => (e.value ? say`结果是 ${code(e.value)}。` : well)

const CHANGES: Readonly<Record<string, string>> = {
  drop: '丢掉这个包',
  delay: '让这个包晚到',
  compute: '让这次调用多算一会儿',
  reboot: '让一台主机重启',
  slow: '让对方答得慢一些',
}

function threadState(e: EventToTell): Rich {
  switch (e.label) {
    case 'running':
      return e.core < 0
        ? say`${e.subject} 开始运行。`
        : say`${e.subject} 拿到了核 ${strong(e.core)}，开始运行。`
    case 'ready':
      return say`${e.subject} 可以继续了：它已就绪，但还没轮到运行。`
    case 'done':
      return e.value ? say`${e.subject} 以 ${code(e.value)} 结束。` : say`${e.subject} 结束了。`
    default:
      return say`${e.subject} 在等 ${e.value ? waitText(e.value, 'zh') : '别的事'}，把核让了出来。`
  }
}

const moved = (what: string): MachineSayings['disk.read'] => ({
  begin: (e) => say`${who(e)} ${what} ${strong(e.label)}，然后等磁盘；这段时间 CPU 是空闲的。`,
  end: (e) => say`磁盘处理完了 ${strong(e.value)}，花了 ${e.took}。`,
})

export const machineZh: MachineSayings = {
  'thread.create': {
    begin: (e) => say`${who(e)} 创建一个新线程 ${e.subject}。`,
    end: (e) => orError(e, say`${e.subject} 建好了，花了 ${e.took}。`),
  },
  'thread.join': {
    begin: (e) => say`${who(e)} 停下来，等 ${e.subject} 结束。`,
    end: (e) => orError(e, say`${e.subject} 结束了，等了 ${e.took}。`),
  },
  'thread.state': {instant: threadState},
  'process.create': {
    begin: (e) => say`${who(e)} 创建一个进程 ${e.subject}，它有自己的内存和自己的 GIL。`,
    end: (e) => orError(e, say`${e.subject} 建好了，花了 ${e.took}。`),
  },
  'cpu.switch': {
    begin: (e) => say`核 ${strong(e.core)} 从 ${e.object} 切换到 ${e.subject}：保存一套寄存器，装上另一套。`,
    end: (e) => say`切换到 ${e.subject} 花了 ${e.took}，这段时间这个核什么正事也没做。`,
  },
  'cpu.work': {
    begin: (e) => say`${who(e)} 在 CPU 上干活：${e.rowOfTable}，${strong(e.amount)}。`,
    end: (e) => orError(e, say`这些活花了 ${e.took}；这段时间别人用不了这个核。`),
  },
  'gil.wait': {
    begin: (e) => say`${who(e)} 还不能执行 Python：全局解释器锁（GIL）在 ${e.object} 手里。`,
    end: (e) => orError(e, say`${who(e)} 等了 ${e.took}，拿到了 GIL。`),
  },
  'lock.acquire': {
    begin: (e) =>
      e.lockHolder
        ? say`${who(e)} 想加锁 ${e.subject}，可锁在 ${e.lockHolder} 手里。`
        : say`${who(e)} 给 ${e.subject} 加锁：现在没人拿着它。`,
    end: (e) =>
      e.value
        ? say`${who(e)} 没拿到 ${e.subject}：${e.value}。`
        : say`${who(e)} 拿到了 ${e.subject}，花了 ${e.took}。`,
  },
  'lock.release': {
    begin: (e) => say`${who(e)} 解开 ${e.subject}。`,
    end: (e) =>
      e.hasObject
        ? say`${e.subject} 直接交给等得最久的 ${e.object}。`
        : orError(e, say`${e.subject} 现在没人拿着。`),
  },
  'condition.wait': {
    begin: (e) => say`${who(e)} 放开锁，在 ${e.subject} 上等人通知。`,
    end: (e) => say`${who(e)} 等了 ${e.took}，继续往下走（${e.value}）。`,
  },
  'condition.notify': {
    begin: (e) => say`${who(e)} 通知在 ${e.subject} 上等着的线程。`,
    end: (e) => say`在 ${e.begin.subject} 上叫醒了 ${strong(e.value)} 个。`,
  },
  'disk.open': {
    begin: (e) => say`${who(e)} 打开 ${code(e.label)}。`,
    end: (e) => orError(e, say`内核给出了 ${e.subject}，花了 ${e.took}。`),
  },
  'disk.read': moved('要读'),
  'disk.write': moved('要写'),
  'disk.seek': {
    begin: (e) => say`${who(e)} 移到 ${e.subject} 的第 ${strong(e.label)} 字节。`,
    end: (e) => orError(e, say`下一次读写从那里开始；磁头还没有动。`),
  },
  'disk.close': {
    begin: (e) => say`${who(e)} 关闭 ${e.subject}。`,
    end: (e) => orError(e, say`${e.subject} 关上了。`),
  },
  'disk.transfer': {
    begin: (e) => say`磁盘开始搬 ${code(e.cell('object'))} 的 ${strong(e.value)}。`,
    end: (e) => say`${code(e.cell('object'))} 的数据搬完了，磁盘忙了 ${e.took}。`,
  },
  'dns.lookup': {
    begin: (e) => say`${who(e)} 去问 ${code(e.cell('subject'))} 是谁，等着回答。`,
    end: (e) => say`关于 ${code(e.cell('subject'))} 的回答是 ${code(e.value)}，等了 ${e.took}。`,
  },
  'packet.datagram': {
    begin: (e) => say`一个 ${strong(e.value || '0 B')} 的数据报发往${e.host(e.label)}。`,
    end: (e) => say`数据报走了 ${e.took}，到了${e.hostHere}。`,
  },
  'packet.unreachable': {
    begin: (e) => say`${e.hostHere}的这个端口没有人用：它的内核告诉${e.host(e.label)}（ICMP）。`,
    end: (e) =>
      say`走了 ${e.took}，${e.hostHere}得知那个端口不可达：如果 ${e.object} 连的就是它，下一次调用会被拒绝。`,
  },
  'packet.lost': {
    instant: (e) =>
      e.isDown
        ? say`包 ${e.subject} 到了${e.hostHere}，可它已经下线：没人收，也没人通知发的一方。`
        : say`包 ${e.subject} 在路上丢了，谁也没有得到通知。`,
  },
  'socket.overflow': {
    instant: (e) => say`${e.subject} 的队列满了：${e.object} 的连接请求被丢掉，谁也没有得到通知。`,
  },
  'host.reboot': {
    begin: (e) =>
      say`${e.host(e.cell('subject'))} 下线了：${e.label === 'server' ? '服务器' : '虚拟机'}重启，所有连接都忘了。`,
    end: (e) => say`过了 ${e.took}，${e.host(e.cell('subject'))} 回来了，什么都不记得。`,
  },
  'link.down': {
    begin: (e) => say`链路 ${code(e.cell('subject'))} 断了，什么也过不去。`,
    end: (e) => say`过了 ${e.took}，链路 ${code(e.cell('subject'))} 修好了。`,
  },
  intervention: {
    instant: (e) =>
      say`你的改动，在 ${code(e.cell('subject'))}：${CHANGES[e.label] ?? e.label}。从这里起就是另一次运行了。`,
  },
}
