"""The steps by which ``extract.quotes`` finds what people are said to have said.

``reading`` has the nouns and what the steps share, ``frames`` the sentence around marked words, ``content`` the clause that a
verb of speech reports, ``titles`` the marks that hold no speech. Each other file is a step: ``transcripts``; ``marked`` (with
``headlines``, ``carried`` for words without a cue of their own, and ``utterances``); ``reported``; ``settled`` where no name tells
who speaks; ``days``; ``nested``. ``speakers`` (with ``pronouns``), ``prompts`` and ``occasion`` fill the fields, ``records`` writes them.
"""
