"""The words and sentences of which the policies of `corpus` are made, a set for each language; all of them our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """What a language contributes; `<slot>` in a sentence stands for one of the vocabulary's words."""

    vocabulary: Mapping[str, tuple[str, ...]]
    sentences: tuple[str, ...]
    items: tuple[str, ...]
    common: tuple[str, ...]  # phrases met again and again
    leads: tuple[str, ...]  # before a list
    titles: tuple[str, ...]
    phrases: tuple[str, ...]  # what an editor puts after a comma
    header: tuple[str, str, str]  # of a table
    row: tuple[str, str, str]
    comma: str
    gap: str  # between two sentences
    numbers: Mapping[str, str]  # by level: the number as `n`, in wide digits or circled


_JAPANESE_WORDS = {
    "who": "お客様 会員の皆様 取引先の担当者 採用応募者 従業者 お問い合わせをされた方 展示会の来場者 加盟店 株主 "
    "退職者 アプリの利用者 保証人",
    "data": "氏名及び住所 購入の履歴 位置に関する情報 顔写真 決済に用いる番号 閲覧の記録 職歴と学歴 端末の識別子 "
    "通話の音声 健康診断の結果 家族構成 銀行口座 アンケートの回答 配送先",
    "purpose": "商品の発送 本人であることの確認 料金の請求 不正な利用の検知 新しい機能の企画 採否の判断 満足度の調査 "
    "障害の原因の究明 契約の履行 広告の配信 給与の支払 問い合わせへの返答 統計の作成",
    "means": "申込書への記入 ウェブサイトの入力欄 電話での聞き取り 監視カメラ 名刺の交換 委託先からの受領 "
    "アプリの初期設定 郵便はがき 店頭の端末",
    "office": "個人情報管理責任者 監査室 情報システム部 お客様センター 法務部門 取締役会 内部監査人 人事課",
    "act": "開示 訂正 利用の停止 消去 第三者への提供の停止 追加 利用目的の通知",
    "risk": "漏えい 紛失 改ざん 不正な持出し 誤送信 盗難 毀損 目的外の閲覧",
    "step": "暗号化 入退室の記録 持出しの許可制 年次の研修 アクセス権の見直し 誓約書の取得 施錠できる保管庫 "
    "脆弱性の検査 廃棄の証明",
    "days": "7日 10日 14日 21日 30日 60日 90日 180日",
    "sum": "300円 550円 800円 1,000円 1,500円 2,200円",
    "party": "運送業者 決済代行会社 印刷会社 コールセンターの受託者 データセンターの運営者 税理士法人 関連会社 "
    "広告の配信事業者",
    "thing": "本サービス 会員登録 定期購入 予約の受付 ポイントの付与 懸賞への応募 無料の体験 掲示板への投稿",
    "event": "書面の不備 本人確認の失敗 通信の障害 天災 料金の未払い 登録内容の誤り 規約への違反 営業の終了",
}

JAPANESE = Wording(
    vocabulary={slot: tuple(words.split()) for slot, words in _JAPANESE_WORDS.items()},
    sentences=(
        "当社は、<who>から<means>によって<data>を取得し、<purpose>に用います。",
        "<data>は、<purpose>に必要な期間に限って保管し、期間の満了から<days>以内に確実な方法で廃棄します。",
        "<who>は、当社が保有する自らの<data>について、<act>を求めることができます。",
        "<act>の請求を受け付けた日から<days>以内に、<office>が書面又は電子メールで結果をお知らせします。",
        "手数料は一件につき<sum>とし、郵便為替又は当社が指定する口座への振込みによりお支払いいただきます。",
        "当社は<party>に<purpose>に関する業務の一部を委託し、その際には<data>の取扱いについて契約で定めます。",
        "<office>は、<risk>を防ぐために<step>を実施し、その結果を毎年一回以上点検します。",
        "<risk>が生じたおそれがあるときは、<office>が速やかに事実を調べ、影響を受ける<who>に連絡します。",
        "<who>が<thing>を希望される場合には、<data>のご提供が必要となりますので、あらかじめご了承ください。",
        "<event>を理由として<thing>をお断りすることがありますが、その場合でも受領した<data>は返却いたしません。",
        "当社が<data>を<party>へ渡すのは、<purpose>に欠かせない範囲のみです。",
        "<thing>の内容は予告なく変わることがあり、重要な変更は<days>前までにこのページで告知します。",
        "この条において「関係者」とは、<who>、<party>その他当社が<purpose>のために連絡を取る者をいいます。",
        "<event>により生じた損害について、当社は故意又は重大な過失がない限り責任を負いません。",
        "<step>の状況は<office>が記録し、記録は作成の日から<days>の間、閲覧できる状態に置かれます。",
        "未成年の方が<thing>をご利用になるときは、保護者が<data>の取扱いに同意していることを要します。",
        "当社のウェブサイトは、<purpose>を目的としてクッキーを使い、<data>を自動的に収集することがあります。",
        "前項の規定にかかわらず、<who>が<data>の<act>に異議を述べたときは、<office>が改めて判断します。",
        "<party>における<risk>の有無については、<office>が現地に赴いて確かめます。",
        "会員が<sum>以上の支払を<days>を超えて遅らせたときは、当社は<thing>の提供を中止できます。",
        "海外にある<party>に<data>を預けるときは、その国の制度を調べたうえで<step>を求めます。",
        "ご不明な点は<office>までお尋ねください。",
        "<who>の<data>を<purpose>以外に用いるときは、改めて同意をいただきます。",
        "当社は、<thing>を通じて得た<data>を加工し、個人を見分けられない形で<purpose>に活かします。",
    ),
    items=(
        "<data>",
        "<purpose>のため",
        "<party>への<data>の引渡し",
        "<who>による<thing>の解約",
        "<step>を通じた<risk>の防止",
        "<event>があったとき",
        "<office>が<act>を認めた場合",
        "<who>が<means>により<act>を申し出た日から<days>を過ぎていること",
        "<thing>に際してお預かりする<data>（<purpose>に用いるものに限ります。）",
    ),
    common=(
        "法令に基づく場合",
        "あらかじめ同意を得ている場合",
        "人の生命又は財産を守るために急を要し、同意を得るいとまがない場合",
        "その他前各号に準ずるもの",
        "氏名",
        "電話番号",
        "国の機関の求めに応じて協力する必要がある場合",
    ),
    leads=(
        "次の各号に掲げる場合は、この限りではありません。",
        "取り扱う項目は、次のとおりです。",
        "目的は以下に定めます。",
    ),
    titles=tuple(
        (
            "適用の範囲 定義 取得の方法 利用の目的 保管の期間 委託 第三者への提供 安全のための措置 開示の手続 手数料 "
            "苦情の受付 クッキーの使用 免責 契約の解除 禁止の行為 通知の方法 見直し 準拠法 管轄 位置情報 録音 監査 "
            "教育 再委託 権利の帰属 料金の支払 退会 未成年者 外国への移転 記録の作成"
        ).split()
    ),
    phrases=(
        "あらかじめ書面で同意をいただいたうえで、",
        "法令の定めに従い、",
        "業務に支障のない限り、",
        "必要があると認めるときは、",
        "合理的な範囲において、",
        "専用の窓口を通じて、",
        "遅滞なく、",
    ),
    header=("対象", "目的", "期間"),
    row=("<who>の<data>", "<purpose>のため", "<days>"),
    comma="、",
    gap="",
    numbers={"chapter": "第{n}章", "clause": "第{n}条", "item": "（{wide}）", "detail": "{circled}"},
)

_ENGLISH_WORDS = {
    "who": "our customers, registered members, contact persons of business partners, applicants for employment, "
    "employees, people who send us enquiries, visitors to exhibitions, franchised shops, shareholders, retired "
    "staff, users of the application, guarantors",
    "data": "names and addresses, purchase histories, location data, photographs of faces, payment numbers, browsing "
    "records, records of work and education, device identifiers, recordings of calls, results of health "
    "checks, details of households, bank accounts, answers to questionnaires, delivery addresses",
    "purpose": "the shipping of goods, the verification of identity, the invoicing of charges, the detection of misuse, "
    "the planning of new functions, decisions on employment, surveys of satisfaction, the investigation of "
    "failures, the performance of contracts, the delivery of advertisements, the payment of salaries, replies "
    "to enquiries, the making of statistics",
    "means": "application forms, input fields of the website, conversations by telephone, security cameras, the "
    "exchange of business cards, transfers from contractors, the first set-up of the application, postcards, "
    "terminals in our shops",
    "office": "the data protection manager, the audit office, the information systems division, the customer centre, the "
    "legal division, the board of directors, the internal auditor, the personnel section",
    "act": "disclosure, correction, suspension of use, erasure, suspension of provision to third parties, addition, "
    "notification of the purpose of use",
    "risk": "leakage, loss, falsification, removal without permission, misdirected mail, theft, damage, viewing for "
    "other purposes",
    "step": "encryption, records of entry and exit, permits for removal, yearly training, reviews of access rights, "
    "written pledges, lockable storage, tests for vulnerabilities, certificates of disposal",
    "days": "7 days, 10 days, 14 days, 21 days, 30 days, 60 days, 90 days, 180 days",
    "sum": "300 yen, 550 yen, 800 yen, 1000 yen, 1500 yen, 2200 yen",
    "party": "carriers, payment agencies, printing companies, operators of call centres, operators of data centres, tax "
    "accountants, affiliated companies, advertising networks",
    "thing": "the Service, membership, subscriptions, bookings, loyalty points, prize draws, free trials, posts on the "
    "message board",
    "event": "incomplete documents, failed identification, communication failures, natural disasters, unpaid charges, "
    "errors in registered details, breaches of the terms, closure of the business",
}

ENGLISH = Wording(
    vocabulary={slot: tuple(words.split(", ")) for slot, words in _ENGLISH_WORDS.items()},
    sentences=(
        "The Company obtains <data> from <who> through <means>, and uses them for <purpose>.",
        (
            "The Company keeps <data> only for as long as <purpose> requires, and disposes of them safely within "
            "<days> of the end of that period."
        ),
        "With regard to <data> held by the Company, <who> may request <act> at any time.",
        "Within <days> of the receipt of a request for <act>, <office> will answer in writing or by e-mail.",
        (
            "The fee is <sum> for each request, and is payable by postal order or by transfer to an account that "
            "the Company names."
        ),
        (
            "The Company entrusts part of its work for <purpose> to <party>, and lays down by contract how <data> "
            "are to be handled."
        ),
        "To prevent <risk>, <office> carries out <step> and examines the results at least once a year.",
        (
            "Where there is a risk of <risk>, <office> will promptly establish the facts and inform <who> that may "
            "be affected."
        ),
        "Where <who> wish to use <thing>, they need to provide <data>, and are asked to consider this beforehand.",
        (
            "The Company may refuse <thing> by reason of <event>, and even then it does not return <data> that it "
            "has received."
        ),
        "The Company passes <data> to <party> only so far as this is indispensable for <purpose>.",
        (
            "The content of <thing> may change without notice, but important changes are announced on this page "
            "<days> in advance."
        ),
        "In this article, the persons concerned are <who>, <party> and others whom the Company contacts for <purpose>.",
        "The Company is not liable for damage caused by <event>, unless it has acted with intent or gross negligence.",
        (
            "The state of <step> is recorded by <office>, and these records can be viewed for <days> from the day "
            "on which they are made."
        ),
        "Where minors use <thing>, their guardians must have agreed to the handling of <data>.",
        "The website of the Company uses cookies for <purpose>, and may collect <data> automatically.",
        "Notwithstanding the preceding paragraph, where <who> object to <act> of <data>, <office> will decide anew.",
        "Whether there has been <risk> on the part of <party> is ascertained on site by <office>.",
        "Where a member delays a payment of <sum> or more by more than <days>, the Company may stop providing <thing>.",
        (
            "Before <data> are entrusted to <party> abroad, the Company examines the laws of that country and "
            "requires <step>."
        ),
        "Questions may be addressed to <office>.",
        "Where <data> of <who> are to be used for anything but <purpose>, the Company asks for consent again.",
        (
            "The Company processes <data> obtained through <thing>, so that no person can be identified, and makes "
            "use of them for <purpose>."
        ),
    ),
    items=(
        "<data>",
        "<purpose>",
        "the delivery of <data> to <party>",
        "the termination of <thing> by <who>",
        "the prevention of <risk> by <step>",
        "the occurrence of <event>",
        "cases in which <office> has approved <act>",
        "the lapse of <days> since <who> requested <act> through <means>",
        "<data> received for <thing> (limited to what is used for <purpose>)",
    ),
    common=(
        "cases based on laws and regulations",
        "cases in which consent has been obtained beforehand",
        "cases of urgent need to protect life or property in which there is no time to obtain consent",
        "other cases equivalent to the preceding items",
        "name",
        "telephone number",
        "cases in which cooperation is required at the request of a public authority",
    ),
    leads=(
        "This does not apply in any of the following cases.",
        "The items handled are as follows.",
        "The purposes are set out below.",
    ),
    titles=tuple(
        (
            "Scope; Definitions; Means of collection; Purposes of use; Period of storage; Entrustment; Provision "
            "to third parties; Security measures; Procedure for disclosure; Fees; Complaints; Use of cookies; "
            "Disclaimer; Termination; Prohibited acts; Notices; Review; Governing law; Jurisdiction; Location "
            "data; Recording of calls; Audits; Training; Further entrustment; Ownership of rights; Payment of "
            "charges; Withdrawal; Minors; Transfer abroad; Keeping of records"
        ).split("; ")
    ),
    phrases=(
        "with prior consent in writing, ",
        "as laws and regulations provide, ",
        "so far as business permits, ",
        "where it finds this necessary, ",
        "within reasonable limits, ",
        "through a desk of its own, ",
        "without delay, ",
    ),
    header=("Whose", "Purpose", "Period"),
    row=("<data> of <who>", "<purpose>", "<days>"),
    comma=", ",
    gap=" ",
    numbers={"chapter": "Chapter {n}.", "clause": "{n}.", "item": "({n})", "detail": "{n})"},
)
