"""Mail domains that anybody can have an address at, so that an address there tells nothing about its company."""

FREE_MAIL = frozenset(
    "naver.com gmail.com googlemail.com daum.net hanmail.net kakao.com nate.com korea.com lycos.co.kr empas.com "
    "dreamwiz.com paran.com hotmail.com hotmail.co.kr outlook.com outlook.kr live.com live.co.kr msn.com yahoo.com "
    "yahoo.co.kr yahoo.co.jp ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.de "
    "gmx.net web.de mail.com mail.ru yandex.ru yandex.com zoho.com fastmail.com tutanota.com qq.com 163.com 126.com "
    "sina.com foxmail.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp hey.com duck.com privaterelay.appleid.com".split()
)


def company_domain(address: str) -> str:
    """Return the domain of a mail address in lower case, or an empty text for a provider's, or what is no address."""
    local, at, domain = address.strip().casefold().rpartition("@")
    return domain if local and at and "." in domain and domain not in FREE_MAIL else ""
