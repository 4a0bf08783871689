// 为什么这样，中文：moments.ts 里的每个时刻一两句话。
import type {Becauses} from './moments'
import {code, say, strong} from './rich'

export const becauseZh: Becauses = {
  futureToStartWith: (e) =>
    say`Task 要靠别人递来一个已完成的 Future 才能走一步。第一步没有人递，所以它自己造一个 ${e.subject}，里面放的是 ${code('None')}。`,
  futureDoesNothing: (e) =>
    say`Future 自己什么也不做：它只是一个空盒子，外加一张“到时通知谁”的名单。${e.subject} 里没有代码在跑，循环也不认识它；会走的只有 Task，盒子要由别人来装。`,
  nobodyToCall: () =>
    say`${code('set_result')} 会通知名单上的人。这里名单是空的，所以什么也不会发生：Task 靠自己的 ${code('self.step(f)')} 接着走。`,
  whoSetsTheResult: (e) =>
    say`是谁调用了 ${code('set_result')}？不是 Task，也不是循环，而是协程自己注册到 selector 里的那个小回调。它在闭包里记着 ${e.subject}，要做的只是把值放进去。`,
  calledAtOnce: (e) =>
    say`笔记里的 ${code('set_result')} 当场就调用回调，就在它自己里面：看看调用栈。${e.named} 执行时，循环的回调和 ${code('set_result')} 都还没返回，中间也没有隔着循环的一圈。`,
  setResultWasLong: (e) =>
    say`${e.subject} 引起的一切都发生在这一次调用里：Task 已经走到下一个 ${code('yield')} 或者走到了头，这时 ${code('set_result')} 才返回。`,
  listOfCallbacks: (e) =>
    say`两者之间的联系就只有这一点：${e.subject} 不知道什么是 Task，它只存着一个到时要调用的函数。Task 所谓的“等”，就是让别人以后再来调用自己的 ${code('step')}。`,
  taskStarts: (e) =>
    say`协程函数被调用时，里面的代码还没有执行。推动它的是 ${e.subject}：调用 ${code('send()')}，接住交出来的 Future，再让那个 Future 有结果时来叫自己。`,
  stepNeedsAFuture: (e) =>
    say`记在 Future 名单上的正是 ${code('step')}，所以调用时会收到那个 Future。它取出结果，送到 ${e.subject} 的协程停着的 ${code('yield')}。`,
  stepReturns: (e) =>
    say`${e.subject} 在等，却没有任何代码停在那里：${code('step')} 像普通函数一样返回了。留下来的只有协程停在 ${code('yield')} 的栈帧，和 Future 名单上的一行。`,
  awaitedThroughAFuture: (e) =>
    say`Task 通过 Future 等别人，别人要等 Task 也得通过 Future：想知道 ${e.subject} 何时结束，就要有一个到时被装进结果的盒子。笔记里的 Task 没有这个盒子，结束了谁也不通知，所以程序才要自己记着还剩哪些网址。`,
  onlyToTheFirstYield: (e) =>
    say`${code('send(None)')} 不带来任何值：还没有 ${code('yield')} 在等，送别的值反而会报错。它只是让 ${e.subject} 从第一行走到第一个 ${code('yield')}，不会再往前。`,
  yieldTakesIn: () =>
    say`这是 ${code('x = yield f')} 的后一半：${code('send()')} 送进来的东西成为 ${code('yield')} 的值，所以 ${code('x')} 是结果，而不是 Future。协程接着往下走，好像一次调用刚刚返回。`,
  yieldHandsOut: (e) =>
    say`这是 ${code('x = yield f')} 的前一半：Future ${e.object} 交出去，成为 ${code('Task.step')} 里 ${code('send()')} 的返回值。这时 ${code('x')} 还没有得到任何东西，要等下一次 ${code('send()')} 把值送进来。`,
  stopIteration: (e) =>
    say`生成器用 ${code('StopIteration')} 表示自己结束了。${code('step')} 捕获它就返回：没有下一个 Future，${e.subject} 也就不必再记到谁的名单上。`,

  stoppedIsAFlag: () =>
    say`循环自己不知道活什么时候干完，会一直转下去。${code('stopped')} 只是一个普通变量，每圈看一次，就在最后一个回调之后、下一次 ${code('select()')} 之前。`,
  stoppedIsSet: () =>
    say`把标志 ${code('stopped')} 设成 True，当场什么也没有停：这个回调先要返回，其他就绪的回调也要先跑完。循环回到 ${code('while')} 时才会看到这个标志。`,
  doesNotAskWhatFor: () =>
    say`循环既不认识 Future，也不认识 Task：每个描述符旁边放着一个函数，它调用就是了。是谁引起的，都记在那个函数的闭包里。`,
  oneSelect: (e) =>
    say`程序并不是在 ${strong(e.value)} 个地方等，而是在这一个 ${code('select()')} 里等，带着 ${strong(e.value)} 个注册。每个协程停在自己的 ${code('yield')}，那不是等待，只是保留着一个栈帧。`,
  waitInSelect: () =>
    say`整个程序只在这一个地方等。协程停在自己的 ${code('yield')}，那不是等待，只是保留着一个栈帧。`,
  waitCostsNothing: (e) =>
    say`等的这 ${e.took} 没有花 CPU 一点力气：它一直空着，再多的连接也可以一起等。要是同样长的计算，所有人就都得等着它。`,
  attemptIsOver: () =>
    say`正在连接的套接字上，${code('EVENT_WRITE')} 的意思是：连接的尝试结束了，可能成功，也可能失败。被拒绝的连接一样会报告可写，到底是哪一种，要看套接字上的下一次调用。`,
  readinessStartsIt: (e) =>
    say`这一串事情从这里开始，从内核开始：内核发现 ${e.subject} 就绪，${code('select()')} 把它报告出来。Future 什么也启动不了，它要等随后调用的回调来装结果。`,
  oneThread: (e) =>
    say`回调都在循环的这一个线程上，一个接一个地执行。还有 ${strong(e.world.ready.length)} 个已经就绪，要等这一个返回：就绪并不等于正在执行。`,
  loopMustWait: () =>
    say`循环像调用普通函数一样调用它，就在自己的这一个线程上。它不返回，就没有 ${code('select()')}，这期间就绪的也只好等着。`,
  backInTheLoop: () =>
    say`从回调里调用的那些也都返回了：${code('send()')}、${code('step')}、${code('set_result')}，顺序和调用时相反。到这时循环才能去管别人。`,
  registers: (e) =>
    say`注册并不等待：只是在内核的表里留一句“${e.subject} 就绪时，用这个函数”。程序马上接着走，答复由循环的 ${code('select()')} 来取。`,
  unregisters: (e) =>
    say`只要 ${e.subject} 还在表里，又一直就绪，每次 ${code('select()')} 都会再报告一遍，再调用同一个回调。所以协程等到了想要的，就马上把它撤掉。`,

  connectDoesNotWait: () =>
    say`套接字是非阻塞的，${code('connect')} 只把第一个包发出去。“正在进行”不是失败：回答要走一个来回，到了的时候 ${code('EVENT_WRITE')} 会说。`,
  nonBlocking: (e) =>
    say`阻塞的调用会让线程睡下去，循环和所有的 Task 也跟着停住。对 ${e.subject}，内核以后只说“还没有”，等待就交给 ${code('select()')}。`,
  kernelKnows: () =>
    say`这件事不需要程序执行任何代码：网卡和内核就做了，CPU 空着或者正忙别的都一样。等 ${code('select()')} 报告出来，才轮到程序管。`,
  bytesLie: () =>
    say`到了不等于读到了：内核先把数据放在套接字的缓冲区里。程序通过 ${code('select()')} 得知，再用 ${code('recv()')} 取走。`,
  onTheWay: () =>
    say`路上的事 CPU 不参与。按它的时间，这段路非常远：两个城市之间的 ${strong('150毫秒')}，在它的感觉里是 ${strong('12.5年')}，这段时间它可以做别的事。`,
  endOfStream: () =>
    say`TCP 不知道一条消息有多长。可读的套接字却读出 0 字节，说明对方关闭了：所以程序才要循环地读，直到什么也读不到。`,
  systemCall: () =>
    say`只有内核可以碰网络，程序必须进内核再出来，这就是上下文切换：笔记的表里是 ${strong('1.5微秒')}，对一条指令就是一秒钟的 CPU 来说，像 ${strong('1小时5分钟')}。`,

  computationCostsAll: () =>
    say`计算会一直占着 CPU，在单线程里，代价由所有人来付：循环转不起来，别人的回调也没人调用。而在 ${code('select()')} 里等待，谁的时间也不花。`,
  switchCosts: () =>
    say`旧的那个的寄存器和内存状态要保存好，新的那个的要恢复。进程或线程比核多时，切换不可避免，而且每次都要付这个代价。`,
  gil: () =>
    say`一个 Python 进程里，同一时刻只有一个线程能执行：拿着 GIL 的那个。核再多也帮不了做计算的线程；在内核里等待的线程会把 GIL 让出来。`,
  mutex: () =>
    say`线程随时可能被打断，所以共享的东西要加锁。同一个循环里的回调不会互相打断：一个回调和下一个之间，没有做到一半的事。`,
  threadsShare: () =>
    say`线程共享进程的内存，在 Python 里也共享 GIL。谁运行、什么时候被换下，由内核说了算，这叫抢占式；协程则是在 ${code('yield')} 处自己让出来。`,
  processesDoNotShare: () =>
    say`进程有自己的内存和自己的 GIL，所以几个进程真的可以同时计算。代价是创建它、它占的内存，以及进程比核多时的切换。`,
  diskIsFar: () =>
    say`数据由磁盘自己搬，线程睡着等。文件什么时候读好，selector 不会报告：所以在循环里读磁盘，循环和所有的 Task 都会停住。`,
}
