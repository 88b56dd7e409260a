"""Where jobs are done: in this process, on this machine's cores, or on a cluster."""

from dispatch.executing.processes import Here, Processes, end_with_parent, undisturbed

__all__ = ["Here", "Processes", "end_with_parent", "undisturbed"]
