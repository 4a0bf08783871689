"""Weaving: the one mechanism by which Python code is charged, traced and stopped.

`tick(line)` is put before each statement and at each evaluation of a `while` test;
`for x in v` becomes `for x in turns(line, v)`, which ticks each time it is asked for one more;
`x += v` has a tick for its first half and becomes `x += mid(v)`, whose call falls after x was
read and before it is written. Line
numbers stay those of the source. CPython's own line events are not used: they differ from
version to version.
"""

import ast
from types import CodeType

TICK = "__sim_tick__"
FIRST_HALF = "__sim_first_half__"
TURNS = "__sim_turns__"
MID = "__sim_mid__"

_NOT_EXECUTED = (ast.Global, ast.Nonlocal)


def weave(source: str, filename: str) -> CodeType:
    """Compile a program's source with ticks in it. Raises SyntaxError as compile() does."""
    tree = ast.parse(source, filename)
    _weave_body(tree.body, keep=_prologue(tree.body))
    for node in ast.walk(tree):
        _weave_node(node)
    return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def _weave_node(node: ast.AST) -> None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        _weave_body(node.body, keep=_docstring(node.body))
    elif isinstance(node, ast.While):
        node.test = ast.copy_location(
            ast.BoolOp(ast.Or(), [_call(TICK, [_line(node.test)], node.test), node.test]), node.test
        )
        _weave_bodies(node)
    elif isinstance(node, ast.For):
        _weave_bodies(node)
        node.iter = _call(TURNS, [_line(node), node.iter], node.iter)
    elif isinstance(node, ast.AugAssign):
        node.value = _call(MID, [node.value], node.value)
    elif isinstance(
        node,
        ast.If
        | ast.AsyncFor
        | ast.With
        | ast.AsyncWith
        | ast.Try
        | ast.TryStar
        | ast.ExceptHandler
        | ast.match_case,
    ):
        _weave_bodies(node)


def _weave_bodies(node: ast.AST) -> None:
    for field in ("body", "orelse", "finalbody"):
        body = getattr(node, field, None)
        if body:
            _weave_body(body)


def _weave_body(body: list[ast.stmt], keep: int = 0) -> None:
    """Put a tick before each statement after the first `keep` ones."""
    woven = body[:keep]
    for statement in body[keep:]:
        if not isinstance(statement, (*_NOT_EXECUTED, ast.While)):
            woven.append(_tick_statement(statement))
        woven.append(statement)
    body[:] = woven


def _prologue(body: list[ast.stmt]) -> int:
    """How many statements must stay first: the docstring and imports from __future__."""
    kept = _docstring(body)
    while kept < len(body):
        statement = body[kept]
        if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
            break
        kept += 1
    return kept


def _docstring(body: list[ast.stmt]) -> int:
    first = body[0] if body else None
    is_text = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return 1 if is_text else 0


def _tick_statement(at: ast.stmt) -> ast.stmt:
    function = FIRST_HALF if isinstance(at, ast.AugAssign) else TICK
    return ast.copy_location(ast.Expr(_call(function, [_line(at)], at)), at)


def _line(at: ast.stmt | ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(at.lineno), at)


def _call(function: str, arguments: list[ast.expr], at: ast.stmt | ast.expr) -> ast.expr:
    name = ast.copy_location(ast.Name(function, ast.Load()), at)
    return ast.copy_location(ast.Call(name, arguments, []), at)
