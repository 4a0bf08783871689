"""Shared state: callbacks that leave it in globals, beside a coroutine's local variables."""

from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.peers import EchoServer
from simloop.scenarios.convoy import ECHO_HOST
from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

SENTENCES = ("one two three", "un deux trois", "uno dos tres", "eins zwei drei")


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    EchoServer(machine.network, machine.network.hosts[ECHO_HOST], 7)
    return {"sentences": list(SENTENCES[: values["sentences"]])}


SHARED_STATE = Scenario(
    id="shared-state",
    title={"zh": "状态共享", "en": "shared state"},
    description={
        "zh": "几句话同时说给回声服务器听，一次一个词，听完再说下一个。"
        "回调之间只能靠外面的变量传递“说到第几个词了”，两句话共用它们，就串了："
        "有的词漏了，有的词混进了别人的句子；从三句话起，word 会被别人加过了头，"
        "程序以 IndexError 告终。这正是状态共享的毛病。协程里它们是局部变量，各有各的。",
        "en": "Some sentences are said to an echo server at once, word by word. Between callbacks, "
        "which word comes next can only be kept outside of them; the sentences share it and get "
        "mixed up: words are missing, or stand in another sentence; with three or more, `word` is "
        "counted past the end by another, and the program ends with an IndexError. That is the "
        "bug of shared state. In a coroutine they are local variables, to each its own.",
    },
    look_at={
        "zh": "两个套接字的回调轮流改同一个 word：看打印出来的句子。",
        "en": "The callbacks of two sockets change one `word` in turn: read what is printed.",
    },
    stops=(
        "next selector.register",
        "turn 1",
        "select returns",
        "callback",
        "set_result",
        "send",
        "select returns",
        "callback",
        "next print",
        "next print",
        "end",
    ),
    program=lambda values: PROGRAMS / "shared_state" / f"{values['model']}.py",
    parameters=(
        Parameter(
            "model",
            {"zh": "并发模型", "en": "model"},
            "callbacks",
            choices=models("callbacks", "generators"),
        ),
        Parameter("sentences", {"zh": "句子数", "en": "sentences"}, 2, 1, len(SENTENCES)),
    ),
    headline=("sentences", "model"),
    peers=lambda values: [Peer(ECHO_HOST, {"zh": "回声服务器", "en": "echo server"})],
    furnish=_furnish,
)
