"""How onnxruntime runs the parts of a model: on the processor, with as many threads as asked for, and silently."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def session(path: Path, threads: int = 1, keeps_memory: bool = True) -> "InferenceSession":
    """A session for an ONNX file; keeps_memory: what a run took stays taken for the next."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keeps_memory
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
