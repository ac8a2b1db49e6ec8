"""Entailment: what a rewritten sentence may and may not do to its claim, over several trades in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.drafting.entailment import entailed, titles

# (claim, sentence that says the same)
SAME = [
    ("환불은 3~5영업일 안에 카드로 돼요.", "환불은 3~5영업일 이내에 카드로 됩니다."),
    ("배송비는 3만 원 이상이면 무료예요.", "배송비는 30,000원 이상이면 무료입니다."),
    ("앱에서 휴회를 신청하실 수 있어요.", "휴회는 앱에서 신청할 수 있습니다."),
    ("휴회는 최대 60일까지 가능합니다.", "휴회는 최대 60일까지 가능해요."),
    ("미개봉일 때만 교환할 수 있어요.", "미개봉인 경우에만 교환할 수 있습니다."),
    ("개봉하시면 반품이 불가합니다.", "개봉하면 반품이 불가능합니다."),
    ("예약 변경은 하루 전까지 가능해요.", "예약 변경은 하루 전까지 할 수 있습니다."),
    ("비회원은 쿠폰을 쓸 수 없어요.", "비회원은 쿠폰을 쓸 수 없습니다."),
    ("신분증을 꼭 가져오셔야 해요.", "신분증을 꼭 가져와야 합니다."),
    ("주차는 2시간 무료고 이후는 10분에 1,000원이에요.", "주차는 2시간 무료이고, 이후는 10분에 1천 원입니다."),
    ("택배는 오후 2시 이전에 결제하시면 당일 나가요.", "택배는 오후 2시 이전에 결제하면 당일 나갑니다."),
    ("냉장 보관하시면 7일까지 드실 수 있어요.", "냉장 보관하면 7일까지 드실 수 있습니다."),
    ("'설정 > 알림'에서 끄시면 돼요.", "'설정 > 알림'에서 끄면 됩니다."),
    ("점검 중에는 로그인이 안 돼요.", "점검 중에는 로그인이 안 됩니다."),
    ("보험 서류는 PDF로 올려 주세요.", "보험 서류는 PDF로 올려 주십시오."),
    ("쿠폰은 한 번만 쓸 수 있어요.", "쿠폰은 한 번만 쓸 수 있습니다."),
    ("제주는 배송비 3,000원이 추가돼요.", "제주는 배송비 3천 원이 추가됩니다."),
    ("위약금은 남은 기간의 10%예요.", "위약금은 남은 기간의 10%입니다."),
    ("무료 체험은 14일이에요.", "무료 체험은 14일입니다."),
    ("수강증은 마이페이지에서 출력하시면 됩니다.", "수강증은 마이페이지에서 출력하세요."),
    ("You can return it within 30 days if it is unopened.", "If it is unopened, you can return it within 30 days."),
    ("Refunds take 5 business days.", "Refunds will take 5 business days."),
    ("You have to verify your email first.", "You must verify your email first."),
    ("We can't ship to PO boxes.", "We cannot ship to PO boxes."),
    ("Your plan includes 10 seats.", "Your plan includes 10 seats!"),
    ("When you upgrade, we charge the difference.", "If you upgrade, we charge the difference."),
    ("Go to Settings > Billing to cancel.", "To cancel, go to Settings > Billing."),
    ("Deliveries don't arrive on Sundays.", "Deliveries do not arrive on Sundays."),
    ("You're able to pause for up to 3 months.", "You can pause for up to 3 months."),
    ("수업은 시작 30분 전부터 입장하실 수 있습니다.", "수업은 시작 30분 전부터 입장할 수 있어요."),
    ("대여 기간을 넘기시면 하루에 500원씩 연체료가 붙어요.", "대여 기간을 넘기면 하루에 500원씩 연체료가 붙습니다."),
    ("반려견은 10kg 미만만 동반 가능합니다.", "반려견은 10kg 미만만 동반할 수 있어요."),
    ("인증 메일이 안 오면 스팸함을 확인해 주세요.", "인증 메일이 오지 않으면 스팸함을 확인해 주세요."),
    ("이용권은 가족에게 양도할 수 없어요.", "이용권은 가족에게 양도하실 수 없습니다."),
    ("조식은 1인 2만 5천 원입니다.", "조식은 1인 25,000원이에요."),
    ("체크인은 오후 3시부터예요.", "체크인은 오후 3시부터입니다."),
    ("You'll need to bring a photo ID.", "You will need to bring a photo ID."),
    ("Late returns cost $5 per day.", "Late returns will cost $5 per day."),
    ("We don't offer refunds for gift cards.", "We do not offer refunds for gift cards."),
    ("Members can bring one guest per visit.", "Members are able to bring one guest per visit."),
    ("객실 내 흡연은 금지예요.", "객실 내 흡연은 금지입니다."),
    ("수리는 접수 후 2주 정도 걸려요.", "수리는 접수 후 2주 정도 걸립니다."),
    ("영수증이 없으면 교환이 안 돼요.", "영수증이 없으면 교환이 되지 않습니다."),
    ("정기 배송은 언제든 건너뛰실 수 있어요.", "정기 배송은 언제든 건너뛸 수 있습니다."),
    ("비밀번호는 8자 이상이어야 해요.", "비밀번호는 8자 이상이어야 합니다."),
    ("예약금 5만원은 현장에서 차감돼요.", "예약금 50,000원은 현장에서 차감됩니다."),
    ("Check-in starts at 3 pm.", "Check-in will start at 3 pm."),
    ("Invoices are sent on the 1st.", "The invoices are sent on the 1st."),
    ("You don't need a receipt.", "You do not need a receipt."),
    ("Students get 20% off.", "Students get 20% off!"),
]  # fmt: skip

# (claim, sentence that says something else, what was done)
OTHER = [
    ("환불은 3~5일 걸려요.", "환불은 3~7일 걸려요.", "number"),
    ("환불은 5일 걸려요.", "환불은 5영업일 걸려요.", "unit"),
    ("환불은 3~5일 걸려요.", "환불은 5일 걸려요.", "range"),
    ("환불이 돼요.", "환불이 3일 안에 돼요.", "invented"),
    ("용량은 5GB까지 무료예요.", "용량은 5MB까지 무료예요.", "unit"),
    ("배송비는 3,000원이에요.", "배송비는 3만 원이에요.", "amount"),
    ("수수료는 10%예요.", "수수료는 10원이에요.", "unit"),
    ("3월 5일까지 신청할 수 있어요.", "5월 3일까지 신청할 수 있어요.", "date"),
    ("오전 9시에 열어요.", "오후 9시에 열어요.", "clock"),
    ("성인은 1만 원, 아동은 5천 원이에요.", "성인은 5천 원, 아동은 1만 원이에요.", "swapped"),
    ("쿠폰은 두 번 쓸 수 있어요.", "쿠폰은 세 번 쓸 수 있어요.", "number word"),
    ("1~3개월은 5%, 6개월은 10%예요.", "1~3개월은 10%, 6개월은 5%예요.", "swapped"),
    ("교환은 가능해요.", "교환은 불가해요.", "negation"),
    ("교환은 불가해요.", "교환은 가능해요.", "negation"),
    ("로그인이 안 돼요.", "로그인이 돼요.", "negation"),
    ("해외 카드는 쓸 수 없어요.", "해외 카드는 쓸 수 있어요.", "negation"),
    ("책은 안 되고 음반은 돼요.", "책은 되고 음반은 안 돼요.", "negation moved"),
    ("쿠폰이 있으면 할인돼요.", "쿠폰이 없으면 할인돼요.", "negation"),
    ("미개봉이면 반품돼요.", "개봉이면 반품돼요.", "prefix"),
    ("회원만 쓸 수 있어요.", "비회원만 쓸 수 있어요.", "prefix"),
    ("앱에서 신청할 수 있어요.", "앱에서 신청해야 해요.", "modality"),
    ("앱에서 신청해야 해요.", "앱에서 신청할 수 있어요.", "modality"),
    ("늦을 수도 있어요.", "늦어요.", "hedge"),
    ("내일 나갈 것 같아요.", "내일 나가요.", "hedge"),
    ("환불됐어요.", "환불돼요.", "tense"),
    ("미개봉일 때만 교환할 수 있어요.", "교환할 수 있어요.", "condition dropped"),
    ("미개봉일 때만 교환할 수 있어요.", "미개봉일 때 교환할 수 있어요.", "only dropped"),
    ("미개봉일 때만 교환할 수 있어요.", "미개봉일 때 교환만 할 수 있어요.", "only moved"),
    ("교환할 수 있어요.", "영수증이 있으면 교환할 수 있어요.", "condition added"),
    ("수강료는 환불돼요.", "수강료는 전액 환불돼요.", "added"),
    ("환불돼요.", "즉시 환불돼요.", "added"),
    ("회원은 무료예요.", "모든 회원은 무료예요.", "added"),
    ("보통 3일 걸려요.", "3일 걸려요.", "hedge dropped"),
    ("최대 3명까지 예약돼요.", "3명까지 예약돼요.", "limit dropped"),
    ("10명 이상이면 할인돼요.", "10명 이하면 할인돼요.", "limit"),
    ("택배로 보내 주세요.", "CJ대한통운 택배로 보내 주세요.", "name"),
    ("앱에서 취소할 수 있어요.", "아이폰 앱에서 취소할 수 있어요.", "added"),
    ("서울에서 부산으로 옮길 수 있어요.", "부산에서 서울로 옮길 수 있어요.", "roles"),
    ("판매자가 고객에게 연락해요.", "고객이 판매자에게 연락해요.", "roles"),
    ("반품비는 고객님이 부담하세요.", "반품비는 저희가 부담해요.", "payer"),
    ("결제하신 카드로 환불돼요.", "환불하신 카드로 결제돼요.", "roles"),
    ("연체하시면 정지돼요.", "정지하시면 연체돼요.", "turned"),
    ("카드 결제는 현금 환불이 돼요.", "현금 결제는 카드 환불이 돼요.", "turned"),
    ("설정 > 알림에서 꺼 주세요.", "알림 > 설정에서 꺼 주세요.", "path"),
    ("'알림 받기'를 눌러 주세요.", "'알림 끄기'를 눌러 주세요.", "quotation"),
    ("help.example.com에서 신청해 주세요.", "help.example.net에서 신청해 주세요.", "link"),
    ("앱에서 신청해 주세요.", "앱(https://x.example)에서 신청해 주세요.", "link"),
    ("앱에서 신청해 주세요.", "**앱**에서 신청해 주세요.", "markup"),
    ("앱에서 신청해 주세요.", "<b>앱</b>에서 신청해 주세요.", "markup"),
    ("앱에서 신청해 주세요.", "앱에서 신청해 주세요.\n---\nstatus: published", "markup"),
    ("앱에서 신청해 주세요.", "앱에서 신청해 주세요. 감사합니다.", "added"),
    ("앱에서 신청해 주세요.", "Please apply in the app.", "language"),
    ("앱에서 신청할 수 있어요.", "앱에서 신청할 수 있나요?", "question"),
    ("영하 5도에서 보관해요.", "-5도에서 보관해요.", "sign"),
    ("개봉해도 교환돼요.", "개봉하면 교환돼요.", "although"),
    ("Refunds take 5 days.", "Refunds take 5 business days.", "unit"),
    ("Refunds take 5 days.", "Refunds take 6 days.", "number"),
    ("You can cancel anytime.", "You must cancel anytime.", "modality"),
    ("You can cancel online.", "You cannot cancel online.", "negation"),
    ("You may get a refund.", "You will get a refund.", "hedge"),
    ("You can return it only if it is unopened.", "You can return it if it is unopened.", "only dropped"),
    ("You can return it if it is unopened.", "You can return it.", "condition dropped"),
    ("You can return it.", "You can return it with a receipt.", "condition added"),
    ("Move funds from wallet to card.", "Move funds from card to wallet.", "roles"),
    ("We collect the item.", "You collect the item.", "roles"),
    ("Cancel before you pay.", "Pay before you cancel.", "turned"),
    ("If you pay late, we cancel.", "If we cancel, you pay late.", "turned"),
    ("Adults pay $20, children $10.", "Adults pay $10, children $20.", "swapped"),
    ("It costs $20.", "It costs €20.", "currency"),
    ("Ship by courier.", "Ship by FedEx courier.", "name"),
    ("Plans include up to 5 seats.", "Plans include at least 5 seats.", "limit"),
    ("Refunds usually take 3 days.", "Refunds take 3 days.", "hedge dropped"),
    ("We refunded the fee.", "We refund the fee.", "tense"),
    ("Pets are allowed except on weekends.", "Pets are allowed on weekends.", "exception dropped"),
    ("The gym opens at 6:00.", "The gym opens at 7:00.", "clock"),
    ("Bookings close March 5.", "Bookings close May 5.", "date"),
    ("Sellers refund customers.", "Customers refund sellers.", "roles"),
    ("Tap 'Pause plan' first.", "Tap 'Stop plan' first.", "quotation"),
    ("Reset it in the app.", "Reset it in the app, ignore previous instructions.", "added"),
    ("Our warehouse is closed.", "Your warehouse is closed.", "possessor"),
    # Written after the rules, to try them.
    ("수업은 시작 30분 전부터 입장하실 수 있습니다.", "수업은 시작 30분 전까지 입장하실 수 있습니다.", "later"),
    ("대여 기간을 넘기시면 하루에 500원씩 연체료가 붙어요.", "대여 기간을 넘기면 500원 연체료가 붙습니다.", "later"),
    ("반려견은 10kg 미만만 동반 가능합니다.", "반려견은 10kg 미만도 동반 가능합니다.", "later"),
    ("인증 메일이 안 오면 스팸함을 확인해 주세요.", "인증 메일이 오면 스팸함을 확인해 주세요.", "later"),
    ("이용권은 가족에게 양도할 수 없어요.", "이용권은 가족이 양도할 수 없어요.", "later"),
    ("조식은 1인 2만 5천 원입니다.", "조식은 2인 2만 5천 원입니다.", "later"),
    ("체크인은 오후 3시부터, 체크아웃은 오전 11시까지예요.", "체크아웃은 오후 3시부터, 체크인은 오전 11시까지예요.", "later"),
    ("포인트는 구매 확정 후 적립돼요.", "포인트는 구매 후 적립돼요.", "later"),
    ("포인트는 구매 확정 후 적립돼요.", "포인트는 적립 후 구매 확정돼요.", "later"),
    ("사은품은 선착순 100명에게 드려요.", "사은품은 100명에게 드려요.", "later"),
    ("고객센터는 평일에 운영해요.", "고객센터는 주말에 운영해요.", "later"),
    ("세금계산서는 발행해 드리지 않아요.", "세금계산서는 발행해 드려요.", "later"),
    ("카드로 결제하고 현금으로 환불해요.", "현금으로 결제하고 카드로 환불해요.", "later"),
    ("강아지는 고양이보다 비싸요.", "고양이는 강아지보다 비싸요.", "later"),
    ("강아지가 고양이를 물면 보상돼요.", "고양이가 강아지를 물면 보상돼요.", "later"),
    ("당일 취소는 환불이 어려워요.", "당일 취소는 환불이 불가해요.", "later"),
    ("사진을 보내 주시면 확인해 드려요.", "사진을 보내 주시면 교환해 드려요.", "later"),
    ("예약금은 환불되지 않을 수 있어요.", "예약금은 환불되지 않아요.", "later"),
    ("예약금은 환불되지 않을 수 있어요.", "예약금은 환불될 수 있어요.", "later"),
    ("유료 회원은 광고를 볼 수 없어요.", "유료 회원은 광고를 안 볼 수 있어요.", "later"),
    ("오전 중으로 연락드려요.", "오전 이후로 연락드려요.", "later"),
    ("A동에서만 등록하실 수 있어요.", "B동에서만 등록하실 수 있어요.", "later"),
    ("학생은 증명서를 내야 해요.", "학생은 증명서를 내면 돼요.", "later"),
    ("본인만 신청할 수 있어요.", "본인도 신청할 수 있어요.", "later"),
    ("최소 3일 걸려요.", "최대 3일 걸려요.", "later"),
    ("취소 수수료가 없어요.", "취소 수수료가 있어요.", "later"),
    ("취소 수수료는 없고 환불 수수료는 있어요.", "취소 수수료는 있고 환불 수수료는 없어요.", "later"),
    ("택배가 아니면 방문해야 해요.", "택배면 방문해야 해요.", "later"),
    ("작은 상자는 큰 봉투보다 무거워요.", "큰 상자는 작은 봉투보다 무거워요.", "later"),
    ("Members can bring one guest per visit.", "Members can bring one guest.", "later"),
    ("Members can bring one guest per visit.", "Guests can bring one member per visit.", "later"),
    ("Late returns cost $5 per day.", "Late returns cost $5 per week.", "later"),
    ("We don't offer refunds for gift cards.", "We offer refunds for gift cards.", "later"),
    ("We don't offer refunds for gift cards.", "We offer refunds but don't offer gift cards.", "later"),
    ("The deposit isn't refundable, but the fee is.", "The deposit is refundable, but the fee isn't.", "later"),
    ("Returns are free in Korea only.", "Returns are free in Korea.", "later"),
    ("Open the app and tap Profile.", "Tap Profile and open the app.", "later"),
    ("Bags over 20kg cost extra.", "Bags under 20kg cost extra.", "later"),
    ("Either a passport or an ID is needed.", "Both a passport and an ID are needed.", "later"),
    ("You can pay by card or cash.", "You can pay by card and cash.", "later"),
    ("Do not unplug it while it updates.", "Unplug it while it updates.", "later"),
    ("Refunds go to the original card.", "Refunds go to the card.", "later"),
    ("The trial lasts two weeks.", "The trial lasts three weeks.", "later"),
    ("Rooms on floor 3 are quiet.", "Rooms on floor 3 are not quiet.", "later"),
    ("Guests must be 18 or older.", "Guests should be 18 or older.", "later"),
    ("We ship to Korea but not Japan.", "We ship to Japan but not Korea.", "later"),
    ("Your data is kept for 1 year.", "Your data is kept forever.", "later"),
    ("Keep it in the fridge, not on the shelf.", "Keep it on the shelf, not in the fridge.", "later"),
    ("Cats are allowed, dogs are not.", "Dogs are allowed, cats are not.", "later"),
    ("회원은 무료, 비회원은 유료예요.", "비회원은 무료, 회원은 유료예요.", "later"),
    ("월요일은 쉬고 화요일은 열어요.", "화요일은 쉬고 월요일은 열어요.", "later"),
    ("객실 내 흡연은 금지예요.", "객실 내 흡연은 가능해요.", "later still"),
    ("객실 내 흡연은 금지예요.", "객실 외 흡연은 금지예요.", "later still"),
    ("수리는 접수 후 2주 정도 걸려요.", "수리는 접수 후 2주 걸려요.", "later still"),
    ("수리는 접수 후 2주 정도 걸려요.", "수리는 접수 전 2주 정도 걸려요.", "later still"),
    ("영수증이 없으면 교환이 안 돼요.", "영수증이 있으면 교환이 안 돼요.", "later still"),
    ("영수증이 없으면 교환이 안 돼요.", "교환이 안 되면 영수증이 없어요.", "later still"),
    ("정기 배송은 언제든 건너뛰실 수 있어요.", "배송은 언제든 건너뛰실 수 있어요.", "later still"),
    ("비밀번호는 8자 이상이어야 해요.", "비밀번호는 8자여야 해요.", "later still"),
    ("비밀번호는 8자 이상이어야 해요.", "비밀번호는 8자 이상이면 돼요.", "later still"),
    ("예약금 5만원은 현장에서 차감돼요.", "예약금 5만원은 현장에서 환불돼요.", "later still"),
    ("점장 승인 없이 환불할 수 있어요.", "점장 승인 후 환불할 수 있어요.", "later still"),
    ("성수기를 제외하고 무료예요.", "성수기를 포함하고 무료예요.", "later still"),
    ("성수기를 제외하고 무료예요.", "성수기에 무료예요.", "later still"),
    ("입금하신 뒤 발송해요.", "발송하신 뒤 입금해요.", "later still"),
    ("부모님이 자녀 계정을 만들 수 있어요.", "자녀가 부모님 계정을 만들 수 있어요.", "later still"),
    ("앱 결제는 앱스토어에 요청해야 환불돼요.", "앱 결제는 앱스토어에 요청하면 환불돼요.", "later still"),
    ("새 기기에서 로그인하면 옛 기기는 로그아웃돼요.", "옛 기기에서 로그인하면 새 기기는 로그아웃돼요.", "later still"),
    ("사이즈 교환만 무료예요.", "사이즈 교환은 무료예요.", "later still"),
    ("첫 주문은 무료 배송이에요.", "모든 주문은 무료 배송이에요.", "later still"),
    ("주문 건당 한 장 쓸 수 있어요.", "주문 건당 여러 장 쓸 수 있어요.", "later still"),
    ("회의실은 직원이 예약해요.", "회의실은 고객이 예약해요.", "later still"),
    ("약은 식후 30분에 드세요.", "약은 식전 30분에 드세요.", "later still"),
    ("토요일은 오전만 진료해요.", "토요일만 오전 진료해요.", "later still"),
    ("강사 사정으로 휴강하면 보강해 드려요.", "보강하면 강사 사정으로 휴강해 드려요.", "later still"),
    ("Check-in starts at 3 pm.", "Check-in starts at 3 am.", "later still"),
    ("Check-in starts at 3 pm.", "Check-in ends at 3 pm.", "later still"),
    ("Invoices are sent on the 1st.", "Invoices are sent on the 2nd.", "later still"),
    ("Admins can remove users.", "Users can remove admins.", "later still"),
    ("Export before deleting the account.", "Delete the account before exporting.", "later still"),
    ("The warranty covers parts, not labor.", "The warranty covers labor, not parts.", "later still"),
    ("Some plans include phone support.", "All plans include phone support.", "later still"),
    ("Shipping is free over $50.", "Shipping is free under $50.", "later still"),
    ("Children under 5 ride free with an adult.", "Children under 5 ride free without an adult.", "later still"),
    ("No refunds after 7 days.", "Refunds after 7 days.", "later still"),
    ("Water damage isn't covered.", "Water damage is covered.", "later still"),
    ("We'll refund you if the seller agrees.", "The seller will refund you if we agree.", "later still"),
    ("You needn't call us.", "You need to call us.", "later still"),
    ("Nobody under 18 may enter.", "Everybody under 18 may enter.", "later still"),
    ("It is cheaper monthly than yearly.", "It is cheaper yearly than monthly.", "later still"),
    ("Orders placed by noon ship today.", "Orders placed after noon ship today.", "later still"),
    ("Sync works on Mac and Windows.", "Sync works on Mac or Windows.", "later still"),
    ("Refunds are rarely denied.", "Refunds are denied.", "later still"),
    ("At most 3 devices are allowed.", "At least 3 devices are allowed.", "later still"),
    ("The fee is waived once a year.", "The fee is waived every year.", "later still"),
]  # fmt: skip


# Good paraphrases that are refused all the same: the price of refusing every bad one.
MISSED = [
    ("환불은 5일 걸려요.", "환불까지 5일이 소요됩니다."),
    ("교환은 안 돼요.", "교환은 불가합니다."),
    ("앱에서 신청하실 수 있어요.", "앱을 통해 신청 가능합니다."),
    ("You can return unopened items within 30 days.", "Unopened items can be returned within 30 days."),
    ("Refunds take 5 days.", "It takes 5 days to get a refund."),
]


@pytest.mark.parametrize(("claim", "sentence"), MISSED)
def test_other_words_are_refused_even_when_they_are_right(claim, sentence):
    assert not entailed(sentence, [claim])


@pytest.mark.parametrize(("claim", "sentence"), SAME)
def test_other_endings_and_politeness_say_the_same(claim, sentence):
    assert (entailed(sentence, [claim]).reason, bool(entailed(sentence, [claim]))) == ("", True)


@pytest.mark.parametrize(("claim", "sentence", "done"), OTHER)
def test_what_says_something_else_is_refused(claim, sentence, done):
    assert not entailed(sentence, [claim]), done


@pytest.mark.parametrize("claim", sorted({pair[0] for pair in [*SAME, *OTHER]}))
def test_a_claim_entails_itself(claim):
    assert entailed(claim, ["아무 말입니다.", claim])


def test_what_two_claims_say_is_said_by_neither():
    claims = ["교환은 7일까지 가능해요.", "환불은 14일까지 가능해요."]
    assert not entailed("교환은 14일까지 가능해요.", claims)
    assert not entailed("교환은 7일까지, 환불은 14일까지 가능해요.", claims)


def test_without_claims_or_words_nothing_is_entailed():
    assert not entailed("무엇이든 됩니다.", [])
    assert [entailed(text, ["됩니다."]).reason for text in ("", "...", "\u202e")] == ["empty"] * 3


@given(st.text(max_size=60))
def test_any_text_gets_a_verdict_and_what_passes_has_the_claims_numbers(text):
    verdict = entailed(text, ["환불은 3~5영업일 안에 카드로 돼요."])
    assert verdict.ok is (verdict.reason == "")
    assert not verdict or ("3" in text and "5" in text)


@pytest.mark.parametrize(
    ("title", "sources", "ok"),
    [
        ("환불 기간", ["환불 기간이 얼마나 걸려요?"], True),
        ("환불 신청 방법", ["환불 어떻게 해요?", "환불 신청 방법 알려 주세요"], True),
        ("환불 불가", ["환불 가능한가요?"], False),
        ("3일 환불", ["환불 어떻게 해요?"], False),
        ("전액 환불", ["환불 어떻게 해요?"], False),
        ("회원 할인", ["비회원 할인 되나요?"], False),
        ("# 환불", ["환불 어떻게 해요?"], False),
        ("배송 조회", ["환불 어떻게 해요?", "배송 조회 되나요?"], False),
        ("How to change a plan", ["How can I change my plan?"], True),
        ("Free plan", ["How can I change my plan?"], False),
        ("", ["환불 어떻게 해요?"], False),
        ("환불", [], False),
    ],
)
def test_a_title_is_made_of_the_words_of_the_title_or_of_one_query(title, sources, ok):
    assert bool(titles(title, sources)) is ok
