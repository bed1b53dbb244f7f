"""Whether a word could be Vietnamese: used to tell legacy charsets from Unicode, never to judge a name."""

import functools
import re
import unicodedata

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uya uych uôc uôi
uôm uôn uông uôt uy uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng
yêt yêu ynh yt ych
"""
_SYLLABLE = re.compile(_ONSET + "(?:" + "|".join(sorted(_RHYMES.split(), key=len, reverse=True)) + ")$")
_TONES = dict.fromkeys(map(ord, "\u0300\u0309\u0303\u0301\u0323"))
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@functools.lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """One tone at most, on an onset and a rhyme of the language; capitals only first or throughout."""
    if word[1:] != word[1:].lower() and word != word.upper():
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", decomposed.translate(_TONES))
    tones = len(decomposed) - len(decomposed.translate(_TONES))
    return tones <= 1 and _SYLLABLE.match(toneless) is not None


def telling_words(text: str) -> list[str]:
    """Groups of letters and signs that hold a character outside ASCII."""
    return [word for word in re.split(r"[\s,.;:/()\-'\"\d]+", text) if word and _BEYOND_ASCII.search(word)]


def score(words: list[str]) -> int:
    """How many of the words are syllables."""
    return sum(1 for word in words if _WORD.fullmatch(word) and is_syllable(word))
