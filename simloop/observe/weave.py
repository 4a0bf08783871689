"""Weaving: the one mechanism by which Python code is charged, traced and stopped.

`tick(line, call)` is put before each statement and at each evaluation of a `while` test;
`for x in v` becomes `for x in turns(line, call, v)`, which ticks when it is asked for one more;
`x += v` has a tick for its first half and becomes `x += mid(v)`, whose call falls after x was
read and before it is written. After `x = v` comes `note(call, line, "x", x)`, so too for each name
that a `for`, a `with`, an `except`, an argument or `:=` gives a value to, and for `self.x = v`.
`call` is a local name that each function gives itself first.

Line numbers stay those of the source. CPython's own line events are not used: they differ from
version to version.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType

CALL = "__sim_call__"
ENTER = "__sim_enter__"
TICK = "__sim_tick__"
FIRST_HALF = "__sim_first_half__"
TURNS = "__sim_turns__"
MID = "__sim_mid__"
NOTE = "__sim_note__"
NOTE_ATTRIBUTE = "__sim_note_attribute__"

_NOT_EXECUTED = (ast.Global, ast.Nonlocal)


@lru_cache(maxsize=256)  # code does not change, and the same programs are run over and over
def weave(source: str, filename: str) -> CodeType:
    """Compile a program's source with ticks in it. Raises SyntaxError as compile() does."""
    tree = ast.parse(source, filename)
    _weave_file(tree, filename)
    return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def _weave_file(tree: ast.Module, filename: str) -> None:
    keep = _prologue(tree.body)
    _weave_scope(tree.body, "", in_class=False)
    _weave_body(tree.body, keep)
    if tree.body[keep:]:
        tree.body.insert(keep, _enter(filename, tree.body[keep]))


def _weave_scope(body: list[ast.stmt], scope: str, in_class: bool) -> None:
    """Weave all that stands in the statements of one function, class or file."""
    for statement in list(body):
        _weave_node(statement, scope, in_class)


def _weave_node(node: ast.AST, scope: str, in_class: bool) -> None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        _weave_definition(node, scope)
        return
    for child in ast.iter_child_nodes(node):
        _weave_node(child, scope, in_class)
    if isinstance(node, ast.While):
        tick = _call(TICK, [_line(node.test), _own_call(node.test)], node.test)
        node.test = ast.copy_location(ast.BoolOp(ast.Or(), [tick, node.test]), node.test)
        _weave_bodies(node, in_class)
    elif isinstance(node, ast.For):
        _weave_bodies(node, in_class)
        node.iter = _call(TURNS, [_line(node), _own_call(node), node.iter], node.iter)
    elif isinstance(node, ast.AugAssign):
        node.value = _call(MID, [node.value], node.value)
    elif isinstance(node, ast.NamedExpr):
        node.value = _note(node.target.id, node.value, node.value).value
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
        _weave_bodies(node, in_class)


def _weave_definition(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, scope: str
) -> None:
    name = f"{scope}.{node.name}" if scope else node.name
    is_class = isinstance(node, ast.ClassDef)
    keep = _docstring(node.body)
    _weave_scope(node.body, name, is_class)
    _weave_body(node.body, keep, is_class)
    if not isinstance(node, ast.ClassDef):
        arguments = [_note(it.arg, _load(it.arg, it), node) for it in _arguments(node.args)]
        node.body[keep:keep] = [_enter(name, node), *arguments]


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    """All but `self`: that it is itself is no news."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [it for it in (arguments.vararg, arguments.kwarg) if it]
    return (it for it in every if it.arg not in ("self", "cls"))


def _weave_bodies(node: ast.AST, in_class: bool) -> None:
    for field in ("body", "orelse", "finalbody"):
        body = getattr(node, field, None)
        if body:
            _weave_body(body, 0, in_class)
    if not in_class and isinstance(node, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith):
        node.body[:0] = _notes(node)
    if not in_class and isinstance(node, ast.ExceptHandler) and node.name:
        node.body.insert(0, _note(node.name, _load(node.name, node), node))


def _weave_body(body: list[ast.stmt], keep: int = 0, in_class: bool = False) -> None:
    """Put a tick before each statement after the first `keep` ones, and notes after it."""
    woven = body[:keep]
    for statement in body[keep:]:
        if not isinstance(statement, (*_NOT_EXECUTED, ast.While)):
            woven.append(_tick_statement(statement))
        woven.append(statement)
        if not in_class and isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign):
            woven += _notes(statement)
    body[:] = woven


def _notes(statement: ast.stmt) -> Iterator[ast.stmt]:
    """What is to be said of the names that a statement gives values to."""
    for target in _targets(statement):
        if isinstance(target, ast.Name):
            yield _note(target.id, _load(target.id, target), target)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            owner = target.value.id
            if owner == "self":
                yield _note(target.attr, _load(owner, target), target, NOTE_ATTRIBUTE)


def _targets(statement: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.With | ast.AsyncWith):
        targets = [item.optional_vars for item in statement.items if item.optional_vars]
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target] if statement.value else []
    elif isinstance(statement, ast.AugAssign | ast.For | ast.AsyncFor):
        targets = [statement.target]
    else:
        targets = []
    for target in targets:
        yield from _flat(target)


def _flat(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _flat(element)
    else:
        yield target.value if isinstance(target, ast.Starred) else target


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


def _enter(name: str, at: ast.stmt) -> ast.stmt:
    called = _call(ENTER, [ast.copy_location(ast.Constant(name), at)], at)
    target = ast.copy_location(ast.Name(CALL, ast.Store()), at)
    return ast.copy_location(ast.Assign([target], called), at)


def _tick_statement(at: ast.stmt) -> ast.stmt:
    function = FIRST_HALF if isinstance(at, ast.AugAssign) else TICK
    return ast.copy_location(ast.Expr(_call(function, [_line(at), _own_call(at)], at)), at)


def _note(
    name: str, value: ast.expr, at: ast.stmt | ast.expr | ast.ExceptHandler, how: str = NOTE
) -> ast.Expr:
    text = ast.copy_location(ast.Constant(name), at)
    called = _call(how, [_own_call(at), _line(at), text, value], at)
    return ast.copy_location(ast.Expr(called), at)


def _line(at: ast.stmt | ast.expr | ast.ExceptHandler) -> ast.expr:
    return ast.copy_location(ast.Constant(at.lineno), at)


def _own_call(at: ast.stmt | ast.expr | ast.ExceptHandler) -> ast.expr:
    return _load(CALL, at)


def _load(name: str, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def _call(
    function: str, arguments: list[ast.expr], at: ast.stmt | ast.expr | ast.ExceptHandler
) -> ast.expr:
    return ast.copy_location(ast.Call(_load(function, at), arguments, []), at)
