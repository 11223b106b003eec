"""The steps by which ``extract.actors`` casts a story: who acts in it, and which words mean whom.

``drafts`` has the nouns, ``work`` what the steps share, ``grammar`` the questions that several of them ask, ``titles``
how a title is read. Each other file is a step, in this order: ``names``, ``people`` (with ``surnames`` and ``offices``),
``bodies``, ``nouns``, ``states``, ``described``, ``references``, ``pronouns``, ``countries``, ``records``.
"""
