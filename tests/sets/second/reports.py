# SPDX-License-Identifier: GPL-2.0-or-later
"""The reports of the second set.

Each call is one item before its outlet's template is put around it: story, thread, language, feed, time, headline,
regions (where it happens, the main one first), events (the main one first) and the paragraphs. People, groups,
companies, outlets and events are invented; the places are real. Some stories are there for what they are easily
taken for: README.md lists those.
"""

REPORTS = []


def a (story, thread, lang, feed, published, title, regions, events, paragraphs):
    REPORTS.append ((story, thread, lang, feed, published, title, regions, events, paragraphs))


a('f1','F','en','pacific-ledger','2025-06-02T03:00:00Z','Ferry carrying 112 sinks off Samar, nine bodies recovered',['PH-08'],['accident'],
 ["TACLOBAN, Philippines — A wooden-hulled ferry with 112 people aboard capsized in rough seas off the island of Samar on Sunday night, the coast guard said, and nine bodies had been recovered by dawn.",
  "Seventy-eight people were pulled from the water by fishing boats and a passing cargo vessel, said Commander Rodel Imperial, who heads the district station. Twenty-five remain unaccounted for.",
  "The vessel, the Santa Lucia Star, left Catbalogan at dusk although a small-craft warning had been issued in the afternoon.",
  "“The waves came from the side and everybody ran to the other side,” said Nilo Abad, a passenger who swam for two hours holding on to a water drum.",
  "The operator's licence has been suspended, the maritime authority said."])
a('f1','F','ar','nabd-alkhabar','2025-06-02T08:10:00Z','غرق عبارة قبالة جزيرة سامار الفلبينية وانتشال تسع جثث',['PH-08'],['accident'],
 ["غرقت عبارة خشبية تقل 112 شخصاً مساء الأحد قبالة جزيرة سامار وسط الفلبين، وأعلن خفر السواحل انتشال تسع جثث حتى صباح الاثنين.",
  "وقال قائد المحطة البحرية روديل إمبريال إن قوارب صيد وسفينة شحن أنقذت 78 راكباً، فيما لا يزال 25 في عداد المفقودين.",
  "وكانت العبارة «سانتا لوسيا ستار» قد غادرت ميناء كاتبالوغان رغم التحذير من سوء الأحوال الجوية.",
  "وعلقت هيئة الملاحة رخصة الشركة المشغلة وفتحت تحقيقاً في الحادث."])
a('f1','F','en','global-daily','2025-06-04T10:00:00Z','Philippine ferry death toll reaches 31 as divers enter hull',['PH-08'],['accident'],
 ["Divers entered the overturned hull of a ferry off Samar on Wednesday and brought out bodies that raised the number of dead to 31, the Philippine coast guard said.",
  "Three passengers of the Santa Lucia Star are still missing, Commander Rodel Imperial told reporters in Catbalogan.",
  "The captain, who survived, is being questioned by prosecutors.",
  "Sunday's sinking was the deadliest in the region since 2013."])
a('s1','S','en','pacific-ledger','2025-06-03T12:00:00Z','Senegal votes in early parliamentary election',['SN'],['election'],
 ["DAKAR — Polling stations opened across Senegal on Tuesday for a snap parliamentary election that will decide whether President Oumar Thiandoum can pass his land reform.",
  "Queues formed before seven in the morning in the Dakar suburb of Pikine. Turnout stood at 38 percent by midday, the electoral commission said.",
  "The opposition coalition Jubbanti accuses the interior ministry of leaving 200,000 names off the rolls, which the ministry denies.",
  "Provisional results are expected on Friday."])
a('s1','S','ar','sawt-aljanoub','2025-06-03T15:30:00Z','السنغاليون يدلون بأصواتهم في انتخابات تشريعية مبكرة',['SN'],['election'],
 ["توجه الناخبون في السنغال اليوم الثلاثاء إلى صناديق الاقتراع لاختيار برلمان جديد في انتخابات مبكرة دعا إليها الرئيس عمر تياندوم.",
  "وبلغت نسبة المشاركة 38 في المئة عند منتصف النهار بحسب لجنة الانتخابات، وتشكلت طوابير طويلة في ضاحية بيكين بالعاصمة دكار.",
  "وتتهم المعارضة وزارة الداخلية بإسقاط 200 ألف اسم من اللوائح الانتخابية، وهو ما تنفيه الوزارة.",
  "ومن المنتظر إعلان النتائج الأولية يوم الجمعة."])
a('s2','S','en','global-daily','2025-06-06T18:00:00Z','Senegal president loses majority, results show',['SN'],['election'],
 ["Senegal's opposition coalition Jubbanti won 91 of 165 seats in Tuesday's parliamentary election, the electoral commission said on Friday, a defeat for President Oumar Thiandoum.",
  "Thiandoum called opposition leader Awa Seck to congratulate her, his office said.",
  "The result makes it unlikely that the land reform will pass this year."])
a('q1','Q','ar','nabd-alkhabar','2025-06-05T02:40:00Z','زلزال بقوة 6.1 درجات يضرب كرمان جنوب شرقي إيران',['IR-08'],['earthquake'],
 ["ضرب زلزال بلغت قوته 6.1 درجات على مقياس ريختر فجر الخميس محافظة كرمان جنوب شرقي إيران، وأسفر عن مقتل 17 شخصاً وإصابة العشرات وفق حصيلة أولية.",
  "وقال رئيس الهلال الأحمر في المحافظة بهروز كياني إن الأضرار تتركز في قرى تابعة لمدينة زرند حيث انهارت منازل من الطين.",
  "وشعر بالهزة سكان محافظتي يزد وهرمزغان.",
  "وأرسلت السلطات 40 فريق إنقاذ ومستشفى ميدانياً إلى المنطقة."])
a('q1','Q','en','mt-courier','2025-06-05T06:00:00Z','An earthquake measuring 6.1 degrees hit Kerman, southeast of Iran',['IR-08'],['earthquake'],
 ["An earthquake of 6.1 degrees on the Richter scale hit the Kerman Governorate at dawn on Thursday, southeast of Iran, and resulted in the killing of 17 people and the injury of dozens according to a preliminary outcome.",
  "The head of the Red Crescent in the governorate, Bahrouz Kayani, said that the damage is concentrated in villages belonging to the city of Zarand, where houses of mud collapsed.",
  "The residents of the governorates of Yazd and Hormozgan felt the tremor.",
  "The authorities sent 40 rescue teams and a field hospital to the region."])
a('q1','Q','en','global-daily','2025-06-05T09:20:00Z','At least 17 dead in Iran quake',['IR-08'],['earthquake'],
 ["At least 17 people were killed when a magnitude 6.1 earthquake struck Iran's southeastern Kerman province before dawn on Thursday, state media reported.",
  "Mud-brick houses collapsed in villages around Zarand, the provincial head of the Red Crescent, Behrouz Kiani, said. Forty rescue teams were on the way.",
  "The quake was felt as far away as Yazd."])
a('k1','K','en','pacific-ledger','2025-06-07T07:00:00Z','Gunmen abduct 14 pupils from school in Nigeria’s Zamfara',['NG-ZA'],['abduction'],
 ["Gunmen on motorcycles stormed a boarding school in Nigeria's northwestern Zamfara state before dawn on Saturday and took away 14 pupils and a cook, police said.",
  "State police spokesman Sanusi Dauda said tactical units were combing the forest around Tsafe.",
  "A teacher who hid in a water tank told Pacific Ledger the attackers spoke Hausa and asked for the headmaster by name.",
  "No group has claimed responsibility. Ransom kidnappings have soared in the region since 2021."])
a('k1','K','ar','sawt-aljanoub','2025-06-07T13:00:00Z','نيجيريا.. مسلحون يخطفون 14 تلميذاً من مدرسة داخلية في زامفارا',['NG-ZA'],['abduction'],
 ["اختطف مسلحون فجر السبت 14 تلميذاً وطاهياً من مدرسة داخلية في ولاية زامفارا شمال غربي نيجيريا، وفق ما أفادت الشرطة.",
  "وذكر المتحدث باسم شرطة الولاية سانوسي داودا أن وحدات خاصة تمشط الغابات المحيطة ببلدة تسافي.",
  "ولم تتبن أي جهة العملية، لكن عصابات الخطف مقابل الفدية تنشط في المنطقة منذ سنوات."])
a('l1','L','ar','nabd-alkhabar','2025-06-08T11:00:00Z','بغداد: البرلمان يقر قانون النفط والغاز بعد عقدين من الخلاف',['IQ-BG'],['legislation','energy'],
 ["أقر مجلس النواب العراقي، الأحد، قانون النفط والغاز الذي ظل معطلاً نحو عشرين عاماً بسبب الخلاف بين بغداد وأربيل على إدارة الحقول.",
  "وصوت لصالح القانون 187 نائباً من أصل 329، فيما انسحب نواب كتلة «الرافدين» احتجاجاً.",
  "وقال رئيس اللجنة النفطية حيدر العكيلي إن القانون ينظم التصدير عبر شركة وطنية واحدة.",
  "وشارك في الجلسة رئيس الوزراء وعدد من الوزراء."])
a('l1','L','en','global-daily','2025-06-08T14:00:00Z','Iraq parliament passes long-stalled oil and gas law',['IQ-BG'],['legislation','energy'],
 ["Iraqi lawmakers on Sunday passed an oil and gas law that had been blocked for two decades by a dispute between Baghdad and the Kurdish regional government in Erbil.",
  "The bill won 187 votes in the 329-seat chamber; members of the Rafidain bloc walked out.",
  "It channels all exports through a single national company, said Haidar al-Ugaili, chairman of the oil committee.",
  "Share prices of foreign operators in the north fell."])
a('p1','P','en','global-daily','2025-06-09T16:00:00Z','Tens of thousands march in Belgrade over rail station collapse',['RS-00'],['protest'],
 ["Tens of thousands of people marched through Belgrade on Monday to demand the resignation of the transport minister over last month's collapse of a railway station roof that killed nine.",
  "Students carried nine white chairs to the parliament building and stood silent for nine minutes.",
  "President Marko Ilić said he would not give in to “the street”.",
  "Police made no arrests."])
a('p2','P','ar','sawt-aljanoub','2025-06-10T09:00:00Z','استقالة وزير النقل الصربي إثر احتجاجات بلغراد',['RS-00'],['government-change'],
 ["قدم وزير النقل الصربي دراغان بيتروفيتش استقالته الثلاثاء، بعد يوم من مسيرة شارك فيها عشرات الآلاف في بلغراد احتجاجاً على انهيار سقف محطة القطارات الذي أودى بحياة تسعة أشخاص.",
  "وقال بيتروفيتش في مؤتمر صحفي إنه يتحمل المسؤولية السياسية دون الجنائية.",
  "ورحبت نقابات الطلاب بالخطوة وطالبت بمحاكمة المتورطين."])
a('n1','N','en','mt-courier','2025-06-11T07:00:00Z','The Lebanese army arrests the head of a drug smuggling network in Baalbek',['LB-BH'],['arrest','crime'],
 ["The Lebanese army announced today, Wednesday, the arrest of the head of a network for smuggling Captagon in the city of Baalbek, after an exchange of fire that led to the injury of two soldiers.",
  "The statement of the Directorate of Guidance stated that the raids continued for six hours and that 400 thousand pills were seized.",
  "The detainee (H. Z.) is wanted under 23 arrest warrants."])
a('n1','N','ar','nabd-alkhabar','2025-06-11T05:00:00Z','الجيش اللبناني يوقف رأس شبكة لتهريب الكبتاغون في بعلبك',['LB-BH'],['arrest','crime'],
 ["أعلن الجيش اللبناني اليوم الأربعاء توقيف رأس شبكة لتهريب الكبتاغون في مدينة بعلبك بعد تبادل لإطلاق النار أسفر عن إصابة جنديين.",
  "وأوضح بيان مديرية التوجيه أن المداهمات استمرت ست ساعات وضُبط خلالها 400 ألف حبة.",
  "والموقوف (ح. ز.) مطلوب بموجب 23 مذكرة توقيف."])
a('c1','C','en','pacific-ledger','2025-06-12T05:00:00Z','Peru declares emergency in Loreto after oil spill',['PE-LOR'],['accident','energy'],
 ["LIMA — Peru declared a 90-day emergency in part of the Amazonian region of Loreto on Wednesday after a pipeline leak sent crude oil into the Marañón river.",
  "Some 3,400 barrels escaped, state company Petroandina said, blaming sabotage. Indigenous leaders blame corrosion.",
  "Water is being shipped to 26 communities."])
a('d1','D','ar','sawt-aljanoub','2025-06-12T10:30:00Z','تفشي الحصبة في مقديشو يودي بحياة 19 طفلاً',['SO-BN'],['outbreak'],
 ["قالت وزارة الصحة الصومالية إن تفشي الحصبة في العاصمة مقديشو أودى بحياة 19 طفلاً خلال ثلاثة أسابيع.",
  "وبدأت حملة تطعيم تستهدف 200 ألف طفل في مخيمات النازحين بمحيط العاصمة، بدعم من منظمة الصحة العالمية.",
  "وتعاني المستشفيات من نقص في فيتامين أ والمضادات الحيوية."])
a('v1','V','en','global-daily','2025-06-13T12:00:00Z','Norway’s king opens state visit to Vietnam',['VN-HN'],['visit'],
 ["King Haakon began a four-day state visit to Vietnam on Friday, the first by a Norwegian monarch since 2004.",
  "He was received in Hanoi by President Le Van Minh and laid a wreath at the war memorial.",
  "Eleven agreements on offshore wind and fisheries are to be signed on Saturday."])
a('x1','X','ar','nabd-alkhabar','2025-06-13T20:00:00Z','ارتفاع سعر الصرف في مصر والبنك المركزي يرفع الفائدة 200 نقطة',['EG'],['economy'],
 ["رفع البنك المركزي المصري مساء الخميس أسعار الفائدة بمقدار 200 نقطة أساس بعد تجاوز الدولار حاجز 60 جنيهاً في السوق الموازية.",
  "وعزا البيان القرار إلى تسارع التضخم الذي بلغ 21 في المئة في مايو.",
  "ورجح محللون في القاهرة زيادة أخرى قبل نهاية العام."])
# Two strikes of one kind in one place, three weeks apart.
a('as1','AS','en','sahel-letter','2025-06-02T09:00:00Z','Drone strike on gold market in northern Mali kills 17',['ML-8'],['airstrike'],
 ["A drone fired two missiles into an open-air gold market at Intahaka-Est in Mali's Kidal region on Sunday afternoon, killing at least 17 people, three traders who were there told me by satellite phone.",
  "The army said in a communiqué that it had “neutralised a terrorist logistics base”. A separatist spokesman, Attaye ag Mossa, said every one of the dead was a digger or a shopkeeper.",
  "I could not reach the prefect of Kidal. His deputy hung up.",
  "It is the third such strike in the region this year, and the first on a market day."])
a('as1','AS','ar','barq24','2025-06-02T11:20:00Z','مقتل 17 شخصا في قصف بمسيّرة على سوق للذهب شمال مالي',['ML-8'],['airstrike'],
 ["قُتل 17 شخصا على الأقل الأحد في قصف نفذته طائرة مسيّرة على سوق للذهب في منطقة كيدال شمال مالي، بحسب ما أفاد شهود ومتحدث باسم الانفصاليين وكالة برق 24 الاثنين.",
  "وقال المتحدث عطاي أغ موسى إن الضحايا جميعهم من المنقبين والباعة، بينما أعلن الجيش أنه «حيّد قاعدة لوجستية إرهابية».",
  "وهذه ثالث ضربة من نوعها في المنطقة منذ مطلع العام."])
a('as2','AS','ar','barq24','2025-06-24T10:00:00Z','ضربة جوية ثانية خلال شهر تستهدف محيط كيدال وتقتل ستة',['ML-8'],['airstrike'],
 ["استهدفت طائرة مسيّرة الثلاثاء شاحنتين على طريق يربط كيدال ببلدة تيساليت في شمال مالي، ما أسفر عن مقتل ستة أشخاص، على ما أكد مصدر محلي.",
  "ولم يعلق الجيش المالي على الفور.",
  "وكانت ضربة على سوق للذهب مطلع حزيران/يونيو قد أوقعت 17 قتيلا في المنطقة نفسها."])
a('sh1','SH','ar','nabd-alkhabar','2025-06-03T07:30:00Z','خان يونس: تسعة شهداء في قصف مدفعي على خيام النازحين',['PS-KYS'],['shelling'],
 ["استشهد تسعة فلسطينيين وأصيب نحو ثلاثين فجر الثلاثاء في قصف مدفعي إسرائيلي طال خياماً للنازحين غربي مدينة خان يونس جنوبي قطاع غزة، وفق مصادر طبية.",
  "وقال المسعف رامي أبو صبحة إن القذائف سقطت على فترات متقاربة وأعاقت وصول سيارات الإسعاف.",
  "وذكر متحدث عسكري إسرائيلي أن الحادث قيد المراجعة."])
a('sh1','SH','en','global-daily','2025-06-03T11:00:00Z','Shells hit tents of displaced in Gaza’s Khan Younis, killing nine',['PS-KYS'],['shelling'],
 ["Israeli tank shells struck tents sheltering displaced families west of Khan Younis in the southern Gaza Strip before dawn on Tuesday, killing nine people, medics said.",
  "About 30 others were wounded. Paramedic Rami Abu Subha said ambulances came under fire twice as they tried to reach the site.",
  "The Israeli military said the incident was under review.",
  "Most of the families had moved there from Rafah in May."])
a('cl1','CL','ar','nabd-alkhabar','2025-06-04T13:15:00Z','اشتباكات بين فصيلين مسلحين في سنجار توقع خمسة قتلى',['IQ-NI'],['armed-clash'],
 ["اندلعت اشتباكات بالأسلحة الرشاشة بين فصيلين مسلحين وسط قضاء سنجار في محافظة نينوى شمالي العراق، ما أسفر عن مقتل خمسة عناصر وإصابة أحد عشر.",
  "وقال قائممقام القضاء بالوكالة خيري شنكالي إن الخلاف بدأ على نقطة تفتيش عند مدخل حي النصر.",
  "وفرضت قيادة العمليات حظراً للتجول حتى إشعار آخر."])
a('cl1','CL','en','mt-courier','2025-06-04T15:00:00Z','Clashes between two armed factions in Sinjar signed five dead',['IQ-NI'],['armed-clash'],
 ["Clashes broke out with machine guns between two armed factions in the middle of the Sinjar district in Nineveh Governorate, northern Iraq, which resulted in the killing of five elements and the injury of eleven.",
  "The acting district commissioner, Khairy Shankali, said that the dispute began over a checkpoint at the entrance to the Al-Nasr neighborhood.",
  "The Operations Command imposed a curfew until further notice."])
# Two bombs in two towns on one day.
a('bo1','BO','en','frontier-text','2025-06-05T08:00:00Z','Bomb at Quetta bus stand kills 11',['PK-BA'],['bombing'],
 ["A bomb hidden in a vegetable cart exploded at a bus stand on Quetta's Sariab Road on Thursday morning, killing 11 people and wounding 26, hospital officials said.",
  "Police chief Arbab Zahid Kasi said the device held six kilograms of explosives and was set off by remote control.",
  "Hours earlier a grenade attack in Bannu, in Khyber Pakhtunkhwa, had wounded four people, in what the authorities said was an unrelated incident.",
  "Shops in the city centre closed in mourning."])
a('bo1','BO','ar','khaleej-aan','2025-06-05T10:40:00Z','باكستان: 11 قتيلاً في انفجار استهدف موقف حافلات بكويتا',['PK-BA'],['bombing'],
 ["قتل 11 شخصاً وأصيب 26 آخرون صباح اليوم الخميس في انفجار عبوة ناسفة بموقف للحافلات في مدينة كويتا، عاصمة إقليم بلوشستان الباكستاني.",
  "وقال قائد الشرطة أرباب زاهد كاسي إن العبوة كانت مخبأة في عربة خضار وفُجرت عن بعد.",
  "وأغلقت المحال التجارية أبوابها حداداً على الضحايا."])
a('bo2','BO','en','frontier-text','2025-06-05T06:10:00Z','Grenade thrown at Bannu checkpoint wounds four',['PK-KP'],['bombing'],
 ["Attackers on a motorcycle threw a hand grenade at a police checkpoint in Bannu in Khyber Pakhtunkhwa province early on Thursday, wounding three constables and a passer-by.",
  "District police officer Salim Marwat said a search was under way in the Mandan area.",
  "No group claimed the attack."])
# The toll equals that of another story of the week.
a('at1','AT','en','sahel-letter','2025-06-06T19:00:00Z','Seventeen worshippers killed in Niger village',['NE-6'],['attack'],
 ["Men on motorcycles opened fire on worshippers leaving a mosque in Kokoloko, a village in Niger's Tillabéri region, on Friday afternoon and killed 17 of them, the mayor of the commune said.",
  "The dead include the imam and two of his sons, Mayor Hamidou Djibo told me. The attackers then burned the granaries.",
  "The governor has announced three days of mourning."])
a('at1','AT','ar','barq24','2025-06-07T08:00:00Z','مسلحون يقتلون 17 مصليا في غرب النيجر',['NE-6'],['attack'],
 ["قتل مسلحون يستقلون دراجات نارية 17 شخصا بالرصاص لدى خروجهم من مسجد في قرية بمنطقة تيلابيري غرب النيجر الجمعة، وفق ما قال رئيس البلدية حميدو جيبو.",
  "وأضرم المهاجمون النار في مخازن الحبوب قبل أن ينسحبوا.",
  "وأُعلن الحداد ثلاثة أيام في المنطقة المحاذية لمالي وبوركينا فاسو."])
a('md1','MD','en','andes-wire','2025-06-07T16:00:00Z','Venezuela sends 4,000 troops to border with Guyana',['VE-F'],['military-deployment'],
 ["CIUDAD BOLIVAR, Venezuela, June 7 (Andes Wire) - Venezuela began moving 4,000 soldiers and two batteries of artillery to its border with Guyana on Saturday, days after oil companies were awarded blocks in disputed waters.",
  "Columns of lorries crossed Bolivar state towards Tumeremo, residents said. Defence Minister Ramiro Otamendi called the deployment “a sovereign exercise”.",
  "Guyana's foreign ministry said it had put its own forces on alert and would raise the matter at the United Nations."])
a('md1','MD','ar','tarjama-net','2025-06-07T20:00:00Z','ترسل فنزويلا 4000 جندي إلى الحدود مع غيانا',['VE-F'],['military-deployment'],
 ["بدأت فنزويلا في نقل 4000 جندي وبطاريتين من المدفعية إلى حدودها مع غيانا يوم السبت، بعد أيام من منح شركات النفط كتلا في المياه المتنازع عليها.",
  "عبرت أعمدة من الشاحنات ولاية بوليفار نحو توميريمو، قال السكان. ودعا وزير الدفاع راميرو أوتاميندي الانتشار \"ممارسة سيادية\".",
  "قالت وزارة خارجية غيانا إنها وضعت قواتها الخاصة في حالة تأهب وسوف تثير المسألة في الأمم المتحدة."])
a('tc1','TC','en','nusantara-notes','2025-06-08T04:00:00Z','Rebels take Rakhine port town of Gwa after two-week siege',['MM-16'],['territory-change','armed-clash'],
 ["Ethnic rebels captured the coastal town of Gwa in Myanmar's Rakhine state on Saturday night after a siege of two weeks, residents and a rebel commander said.",
  "The last soldiers left by boat, said Khaing Min Thu, a shopkeeper who watched from a monastery roof. The rebels raised their flag over the police station at dawn.",
  "A spokesman for the military government did not answer calls.",
  "With Gwa gone, the army holds two towns in the state."])
a('tc1','TC','ar','khaleej-aan','2025-06-08T09:00:00Z','ميانمار.. المتمردون يسيطرون على بلدة غوا الساحلية في راخين',['MM-16'],['territory-change','armed-clash'],
 ["سيطر متمردون على بلدة غوا الساحلية في ولاية راخين غربي ميانمار مساء السبت، بعد حصار استمر أسبوعين، بحسب سكان وقائد ميداني.",
  "وغادر آخر الجنود البلدة على متن زوارق، ورفع المتمردون علمهم فوق مركز الشرطة فجراً.",
  "ولم يبق في يد الجيش سوى بلدتين في الولاية."])
# A truce, and its breach three weeks later.
a('ce1','CE','en','andes-wire','2025-06-04T19:00:00Z','Colombia rebel faction declares 30-day truce in Cauca',['CO-CAU'],['ceasefire'],
 ["POPAYAN, Colombia, June 4 (Andes Wire) - A dissident rebel faction declared a 30-day unilateral ceasefire in Colombia's southwestern Cauca province on Wednesday, saying it wanted the coffee harvest to go ahead.",
  "The truce begins at midnight on Thursday, said the faction's commander, who uses the name Fermin Rueda. The government said it would suspend offensive operations in seven municipalities.",
  "Indigenous leaders, who brokered the step, asked for monitors."])
a('ce1','CE','ar','khaleej-aan','2025-06-05T06:00:00Z','فصيل متمرد في كولومبيا يعلن هدنة 30 يوماً',['CO-CAU'],['ceasefire'],
 ["أعلن فصيل متمرد منشق في كولومبيا وقفاً لإطلاق النار من جانب واحد لمدة 30 يوماً في إقليم كاوكا جنوب غربي البلاد، لإتاحة موسم حصاد البن.",
  "وقال قائد الفصيل الملقب فيرمين رويدا إن الهدنة تبدأ منتصف ليل الخميس، فيما تعهدت الحكومة بتعليق عملياتها الهجومية في سبع بلديات.",
  "وطالب قادة السكان الأصليين، الذين توسطوا في الأمر، بمراقبين."])
a('ce2','CE','en','andes-wire','2025-06-25T21:00:00Z','Clash leaves four soldiers dead, shattering truce in Colombia’s Cauca',['CO-CAU'],['armed-clash','ceasefire'],
 ["BOGOTA, June 25 (Andes Wire) - Four Colombian soldiers were killed in a firefight with rebel dissidents near Toribio in Cauca province on Wednesday, in the first breach of a truce declared three weeks ago.",
  "The army said its patrol was ambushed. The faction led by Fermin Rueda said the troops had entered an area where operations were suspended.",
  "The government called its negotiators back to the capital."])
a('pe1','PE','en','caucasus-monitor','2025-06-09T12:00:00Z','Armenia and Azerbaijan swap 12 detainees at border',['AM-TV'],['prisoner-exchange'],
 ["Armenia and Azerbaijan have exchanged 12 detained soldiers and civilians at a crossing near Ijevan in Armenia's Tavush region, officials on both sides say.",
  "Seven Armenians and five Azerbaijanis walked across the line on Monday morning under the eyes of monitors from Switzerland.",
  "Among them was the shepherd Vardan Melkumyan, 61, who had been held for 14 months after losing his way in fog.",
  "“I counted the days with knots in a string,” he said."])
a('pe1','PE','ar','sawt-aljanoub','2025-06-09T16:00:00Z','أرمينيا وأذربيجان تتبادلان 12 محتجزاً عند الحدود',['AM-TV'],['prisoner-exchange'],
 ["تبادلت أرمينيا وأذربيجان، الاثنين، 12 محتجزاً من عسكريين ومدنيين عند معبر قرب مدينة إيجيفان في منطقة تافوش الأرمينية بإشراف مراقبين سويسريين.",
  "وشمل التبادل سبعة أرمن وخمسة أذربيجانيين.",
  "وكان بين المفرج عنهم راع أمضى 14 شهراً في الاحتجاز بعد أن ضل طريقه في الضباب."])
a('ta1','TA','ar','masr-alghad','2025-06-10T10:00:00Z','القاهرة تستضيف جولة جديدة من المشاورات الليبية حول المناصب السيادية',['EG-C','LY'],['talks'],
 ["انطلقت اليوم الثلاثاء بالقاهرة جولة جديدة من المشاورات بين وفدي مجلس النواب والمجلس الأعلى للدولة في ليبيا حول تسمية شاغلي المناصب السيادية.",
  "وأكد السفير هشام الدمرداش، الذي يترأس جلسات الحوار، أن الوفدين اتفقا على جدول أعمال من أربع نقاط.",
  "ومن المقرر أن تستمر المباحثات حتى مساء الخميس المقبل."])
a('ta1','TA','en','mt-courier','2025-06-10T13:00:00Z','Cairo hosts a new round of Libyan consultations on sovereign positions',['EG-C','LY'],['talks'],
 ["Today, Tuesday, in Cairo, a new round of consultations began between the delegations of the House of Representatives and the High Council of State in Libya on naming the occupants of sovereign positions.",
  "Ambassador Hisham Al-Demerdash, who chairs the dialogue sessions, confirmed that the two delegations agreed on a four-point agenda.",
  "The talks are scheduled to continue until next Thursday evening."])
a('ag1','AG','ar','khaleej-aan','2025-06-11T12:00:00Z','العراق وتركيا يوقعان اتفاقاً لتقاسم مياه دجلة والفرات',['IQ-BG'],['agreement'],
 ["وقّع العراق وتركيا في بغداد، الأربعاء، اتفاقاً مدته عشر سنوات لتقاسم مياه نهري دجلة والفرات، يضمن حداً أدنى من الإطلاقات المائية في سنوات الجفاف.",
  "ووقع الاتفاق عن الجانب العراقي وزير الموارد المائية ثامر الجنابي، وعن الجانب التركي نظيره أورهان كايا.",
  "وتشكل بموجبه لجنة مشتركة تجتمع كل ثلاثة أشهر."])
a('ag1','AG','en','global-daily','2025-06-11T15:00:00Z','Iraq and Turkey sign 10-year deal on Tigris, Euphrates water',['IQ-BG'],['agreement'],
 ["Iraq and Turkey signed a 10-year agreement in Baghdad on Wednesday on sharing the waters of the Tigris and Euphrates, with a guaranteed minimum flow in drought years.",
  "“This is the first text with numbers in it since 1946,” Iraqi Water Resources Minister Thamer al-Janabi said at the ceremony with his Turkish counterpart, Orhan Kaya.",
  "A joint commission will meet every three months."])
a('co1','CO','ar','khaleej-aan','2025-06-12T08:00:00Z','قطر ترفض اتهامات بتمويل حملات إعلامية وتصفها بالباطلة',['QA'],['condemnation'],
 ["رفضت وزارة الخارجية القطرية بشدة ما ورد في تقرير برلماني أوروبي من اتهامات بتمويل حملات إعلامية، ووصفتها بأنها ادعاءات باطلة لا تستند إلى دليل.",
  "وقال المتحدث باسم الوزارة خالد المناعي إن الدوحة تحتفظ بحقها في الرد القانوني.",
  "وأعرب عن استغرابه من توقيت نشر التقرير."])
a('sa1','SA','en','global-daily','2025-06-12T19:00:00Z','Canada sanctions three businessmen over Haitian gang money',['CA-ON'],['sanctions'],
 ["Canada imposed sanctions on three Haitian businessmen on Thursday, accusing them of financing the gangs that control most of Port-au-Prince.",
  "Their assets in Canada are frozen and they may not enter the country, the foreign ministry said in Ottawa.",
  "One of the three, the cement importer Réginald Clervaux, called the listing “a novel written by my competitors”."])
a('th1','TH','en','sahel-letter','2025-06-13T08:00:00Z','Ethiopia warns of “measures” if Eritrean troops stay in Tigray',['ET-TI'],['threat'],
 ["Ethiopia's army chief gave Eritrea two weeks on Thursday to pull its soldiers out of three districts of the northern Tigray region or face what he called “all necessary measures”.",
  "“Our patience is not a river without a bed,” General Desta Woldu said in Mekelle. Asmara did not respond.",
  "Diplomats say both sides have brought up fuel and bridging equipment."])
a('th1','TH','ar','barq24','2025-06-13T09:30:00Z','إثيوبيا تمهل إريتريا أسبوعين لسحب جنودها من تيغراي وتهدد بـ«إجراءات»',['ET-TI'],['threat'],
 ["أمهل رئيس أركان الجيش الإثيوبي إريتريا أسبوعين لسحب قواتها من ثلاث مقاطعات في إقليم تيغراي شمال البلاد، محذرا من اللجوء إلى «كل الإجراءات الضرورية».",
  "وقال الجنرال دستا ولدو في ميكيلي إن «صبرنا ليس نهرا بلا مجرى».",
  "ولم يصدر رد عن أسمرة."])
a('ri1','RI','en','nusantara-notes','2025-06-14T06:00:00Z','Crowd burns council building in Medan as police fire rubber bullets',['ID-SU'],['riot'],
 ["Rioters set fire to the city council building in Medan, Indonesia, on Friday night and looted two banks after police fired rubber bullets at a crowd angered by a rise in property tax.",
  "At least 64 people were injured and 120 detained, North Sumatra police said. Firefighters were pelted with stones.",
  "Mayor Togar Siahaan has suspended the tax.",
  "Soldiers guarded petrol stations on Saturday morning."])
a('ri1','RI','ar','tarjama-net','2025-06-14T09:00:00Z','حشد يحرق مبنى المجلس في ميدان بينما تطلق الشرطة الرصاص المطاطي',['ID-SU'],['riot'],
 ["أشعل مثيرو الشغب النار في مبنى مجلس المدينة في ميدان، إندونيسيا، ليلة الجمعة ونهبوا مصرفين بعد أن أطلقت الشرطة الرصاص المطاطي على حشد أغضبه ارتفاع في ضريبة الأملاك.",
  "وقالت شرطة شمال سومطرة إن 64 شخصا على الأقل أصيبوا واحتجز 120. رشق رجال الإطفاء بالحجارة.",
  "علق العمدة توغار سيهان الضريبة."])
a('st1','ST','ar','maghreb-press','2025-06-16T09:00:00Z','إضراب وطني يشل المستشفيات العمومية بالمغرب ليومين',['MA'],['labour-strike'],
 ["شلّ إضراب وطني دعت إليه خمس نقابات، صباح الإثنين، الحركة داخل المستشفيات العمومية بالمغرب، باستثناء أقسام المستعجلات والإنعاش.",
  "وقالت الكاتبة الوطنية للنقابة المستقلة للممرضين، نعيمة الشاوني، إن نسبة المشاركة فاقت 80 في المائة.",
  "ويطالب المضربون بزيادة التعويضات عن الأخطار المهنية، فيما دعت وزارة الصحة إلى استئناف الحوار."])
a('st1','ST','en','global-daily','2025-06-16T13:00:00Z','Moroccan nurses and doctors begin two-day strike',['MA'],['labour-strike'],
 ["Public hospitals across Morocco handled emergencies only on Monday as nurses and doctors began a two-day strike for higher hazard pay.",
  "More than 80 percent of staff walked out, said Naima Chaouni of the Independent Nurses' Union, one of five unions that called the stoppage.",
  "The health ministry urged a return to dialogue."])
a('tr1','TR','en','andes-wire','2025-06-17T18:00:00Z','Colombian court jails ex-minister for 12 years in water tank case',['CO-DC'],['court'],
 ["BOGOTA, June 17 (Andes Wire) - A court in Bogota sentenced former housing minister Alvaro Quintana to 12 years in prison on Tuesday for steering contracts for water tanks to a company owned by his brother-in-law.",
  "Judge Marcela Ospina said the tanks, meant for drought-stricken La Guajira, “never held a litre of water”.",
  "Quintana's lawyer said he would appeal."])
a('ai1','AI','ar','nabd-alkhabar','2025-06-17T07:00:00Z','دخول 40 شاحنة طحين إلى دير البلح لأول مرة منذ شهر',['PS-DEB'],['aid'],
 ["دخلت 40 شاحنة محملة بالطحين وحليب الأطفال إلى مدينة دير البلح وسط قطاع غزة مساء الاثنين، للمرة الأولى منذ شهر، وفق برنامج الأغذية العالمي.",
  "وقالت منسقة البرنامج ليندا هارغريف إن الكمية تكفي مخابز المدينة خمسة أيام.",
  "وبدأ التوزيع صباح الثلاثاء عبر بطاقات مسبقة."])
a('ai1','AI','en','global-daily','2025-06-17T10:00:00Z','First flour trucks in a month reach central Gaza’s Deir al-Balah',['PS-DEB'],['aid'],
 ["Forty trucks carrying flour and infant formula reached Deir al-Balah in the central Gaza Strip late on Monday, the first such delivery in a month, the World Food Programme said.",
  "It will keep the city's bakeries running for five days, said Linda Hargreave, a coordinator for the agency.",
  "Families queued from four in the morning for ration cards."])
a('di1','DI','en','sahel-letter','2025-06-18T09:00:00Z','Eight thousand people flee Djibo in three days',['BF-12'],['displacement'],
 ["At least 8,000 people have left Djibo in northern Burkina Faso since Sunday, most of them on foot, after jihadists ordered the southern quarters of the town to empty, two aid workers told me.",
  "They are arriving in Kongoussi with goats and cooking pots. A primary school there holds 1,900 of the displaced.",
  "“We were given until the evening prayer,” said Aminata Sawadogo, who walked for two nights with four children."])
a('fl1','FL','en','andes-wire','2025-06-19T17:00:00Z','Floods in southern Brazil kill 23, cut off Porto Alegre airport',['BR-RS'],['flood'],
 ["PORTO ALEGRE, Brazil, June 19 (Andes Wire) - Flooding after four days of rain has killed 23 people in Brazil's southern state of Rio Grande do Sul and cut the road to Porto Alegre's airport, civil defence said on Thursday.",
  "The Guaiba lake rose to 4.1 metres in the city. Some 31,000 people have left their homes.",
  "Governor Beatriz Lorenzoni asked the federal government for helicopters."])
a('fl1','FL','ar','tarjama-net','2025-06-19T21:00:00Z','الفيضانات في جنوب البرازيل تقتل 23، وتقطع مطار بورتو أليغري',['BR-RS'],['flood'],
 ["قتلت الفيضانات بعد أربعة أيام من المطر 23 شخصا في ولاية ريو غراندي دو سول الجنوبية في البرازيل وقطعت الطريق إلى مطار بورتو أليغري، قال الدفاع المدني يوم الخميس.",
  "ارتفعت بحيرة غوايبا إلى 4.1 متر في المدينة. ترك حوالي 31000 شخص منازلهم.",
  "طلبت الحاكمة بياتريس لورنزوني من الحكومة الفيدرالية طائرات هليكوبتر."])
a('fl1','FL','en','andes-wire','2025-06-21T12:00:00Z','Brazil flood death toll climbs to 41, rescuers reach cut-off towns',['BR-RS'],['flood'],
 ["PORTO ALEGRE, Brazil, June 21 (Andes Wire) - The number of dead in the floods in Rio Grande do Sul rose to 41 on Saturday as rescuers reached towns in the Taquari valley that had been cut off since Wednesday.",
  "Civil defence said 17 people were missing and 58,000 had left their homes.",
  "The airport of Porto Alegre will stay shut for at least ten days, Governor Beatriz Lorenzoni said."])
a('sm1','SM','ar','khaleej-aan','2025-06-20T06:30:00Z','الإعصار «مايلي» يضرب دانانغ الفيتنامية ويقتل خمسة',['VN-DN'],['storm'],
 ["ضرب الإعصار «مايلي» مدينة دانانغ وسط فيتنام فجر الجمعة مصحوباً برياح بلغت سرعتها 150 كيلومتراً في الساعة، وأسفر عن مقتل خمسة أشخاص.",
  "وانقطعت الكهرباء عن 400 ألف منزل، وأُلغيت جميع الرحلات من مطار المدينة.",
  "وتراجعت قوته إلى عاصفة مدارية مع اتجاهه نحو لاوس."])
a('sm1','SM','en','nusantara-notes','2025-06-20T09:00:00Z','Typhoon Maily kills five in Vietnam’s Da Nang',['VN-DN'],['storm'],
 ["Typhoon Maily came ashore at Da Nang in central Vietnam early on Friday with gusts of 150 kilometres an hour and killed five people, disaster officials said.",
  "Some 400,000 homes lost power. All flights at the city's airport were cancelled.",
  "The storm weakened as it moved towards Laos."])
a('wf1','WF','ar','maghreb-press','2025-06-21T15:00:00Z','الجزائر: حرائق الغابات ببجاية تأتي على 900 هكتار وإجلاء ثلاث قرى',['DZ-06'],['wildfire'],
 ["أتت حرائق الغابات المندلعة منذ الجمعة بولاية بجاية شرق الجزائر على 900 هكتار من أشجار البلوط والزيتون، واضطرت السلطات إلى إجلاء سكان ثلاث قرى ببلدية أدكار.",
  "وأوضحت الحماية المدنية أن 14 رتلاً متنقلاً وطائرتين يشاركون في الإخماد وسط موجة حر تجاوزت 44 درجة.",
  "ولم تسجل خسائر بشرية."])
a('en1','EN','ar','nabd-alkhabar','2025-06-22T18:00:00Z','انقطاع تام للكهرباء في البصرة بعد عطل بخط الضغط الفائق',['IQ-BA'],['energy'],
 ["انقطعت الكهرباء بالكامل عن محافظة البصرة جنوبي العراق عصر الأحد بعد عطل في خط الضغط الفائق، بالتزامن مع ارتفاع الحرارة إلى 51 درجة مئوية.",
  "وقال مدير نقل الطاقة في الجنوب علاء المالكي إن التيار سيعود تدريجياً خلال ساعات الليل.",
  "وتوقفت محطات ضخ المياه في قضاءي أبي الخصيب والزبير."])
a('cr1','CR','ar','khaleej-aan','2025-06-23T07:00:00Z','شرطة دبي تضبط عصابة سرقت مجوهرات بثمانية ملايين درهم',['AE-DU'],['crime','arrest'],
 ["ألقت شرطة دبي القبض على أربعة أشخاص سرقوا مجوهرات تتجاوز قيمتها ثمانية ملايين درهم من متجر في منطقة ديرة، بعد 12 ساعة من الجريمة.",
  "ودخل اللصوص المتجر من سقف مستودع مجاور، وأخفوا المسروقات في صناديق تمر.",
  "وقال العميد سالم الكتبي إن المتهمين أحيلوا إلى النيابة العامة."])
a('sp1','SP','en','caucasus-monitor','2025-06-14T20:00:00Z','Georgia beat Armenia to keep World Cup hopes alive',['GE-TB'],['sport'],
 ["Georgia beat Armenia 2-0 in a World Cup qualifier in front of 49,000 people in Tbilisi, with both goals coming in the last ten minutes.",
  "Substitute Luka Kvaratskheli headed in a corner in the 82nd minute and the captain, Giorgi Mchedlidze, added a penalty.",
  "“We had to be patient, and we are not a patient nation,” coach Willem Dekkers said.",
  "Armenia, who lost their goalkeeper to injury before half-time, stay bottom of the group."])
a('cu1','CU','ar','masr-alghad','2025-06-24T09:00:00Z','الكشف عن ورشة لصناعة الألباستر عمرها 3300 عام بالأقصر',['EG-LX'],['culture'],
 ["أعلنت وزارة السياحة والآثار نجاح البعثة المصرية العاملة بالبر الغربي بالأقصر في الكشف عن ورشة لصناعة أواني الألباستر تعود إلى عصر الأسرة التاسعة عشرة.",
  "وقال رئيس البعثة الدكتور مصطفى الجندي إن الورشة ضمت أدوات نحاسية وأواني لم يكتمل صنعها.",
  "وتبدأ أعمال الترميم الأسبوع المقبل تمهيدًا لعرض القطع بمتحف الأقصر."])
a('cu1','CU','en','mt-courier','2025-06-24T12:00:00Z','Revealing a workshop for making alabaster, 3300 years old, in the most extreme',['EG-LX'],['culture'],
 ["The Ministry of Tourism and Antiquities announced the success of the Egyptian mission working on the West Bank of Luxor in uncovering a workshop for making alabaster vessels dating back to the era of the Nineteenth Dynasty.",
  "The head of the mission, Dr. Mustafa El-Gendy, said that the workshop included copper tools and vessels whose manufacture was not completed.",
  "The restoration work begins next week in preparation for displaying the pieces in the Luxor Museum."])
a('sc1','SC','en','global-daily','2025-06-25T08:00:00Z','Emirati satellite returns first images of Saturn-bound comet',['AE-AZ'],['science'],
 ["A space telescope built in the United Arab Emirates has sent back its first pictures of a comet on its way to Saturn, scientists in Abu Dhabi said on Wednesday.",
  "The images show two jets of dust, said Maryam al-Suwaidi, who leads the team. The comet was discovered by an amateur in 2023.",
  "The data will be open to researchers after six months."])
# What looks back: not the event itself.
a('an1','AN','en','pacific-ledger','2025-06-20T02:00:00Z','Survivors of 1998 ferry disaster in Samar still wait for a verdict',['PH-08'],['accident','court'],
 ["CATBALOGAN, Philippines — Twenty-seven years after the ferry Dona Elvira went down off Samar with 140 people, those who lived gather each June on the pier to read out the names.",
  "The case against the owners has been before four judges. Two of them have died.",
  "“When the Santa Lucia Star sank this month we switched off the television,” said Corazon Abella, who lost her parents.",
  "A hearing is due in August."])
# What is about adverts, apps and prices, and is news.
a('hn1','HN1','ar','masr-alghad','2025-06-15T11:00:00Z','جهاز حماية المستهلك يحيل 14 متجرًا للنيابة بسبب خصومات وهمية',['EG'],['economy','court'],
 ["أحال جهاز حماية المستهلك 14 متجرًا إلكترونيًا إلى النيابة العامة بعد رصد إعلانات عن خصومات وهمية تصل إلى 70% خلال موسم عيد الأضحى.",
  "وقال رئيس الجهاز أيمن شحاتة إن المتاجر رفعت الأسعار قبل أيام ثم أعلنت عن تخفيضات على السعر الجديد.",
  "ودعا المواطنين إلى الاحتفاظ بالفواتير وعدم إدخال أكواد خصم مجهولة المصدر."])
a('hn2','HN2','en','nusantara-notes','2025-06-12T05:00:00Z','Indonesia bans cigarette advertising within 500 metres of schools',['ID'],['legislation'],
 ["Indonesia will ban cigarette advertising within 500 metres of schools from January under a decree signed on Wednesday, the health ministry said.",
  "Sponsored concerts and free samples are outlawed too. Tobacco companies, which paid for a third of the country's outdoor advertisements last year, have 18 months to take them down.",
  "Shopkeepers may still offer a discount on a second packet, a gap that doctors called absurd."])
a('hn3','HN3','en','caucasus-monitor','2025-06-18T10:00:00Z','The app that tells Yerevan’s drivers where not to park',['AM-ER'],['science'],
 ["Three students in the Armenian capital, Yerevan, have written an app that maps the city's tow trucks, and 90,000 drivers downloaded it in its first week.",
  "It is free, carries no adverts and has already been blocked once by the city council, which earned a fifth of its income from parking fines last year.",
  "“Download it before they change their mind,” one driver said with a laugh at a car wash on Komitas Avenue.",
  "A court will hear the council's complaint in July."])
a('hn4','HN4','ar','maghreb-press','2025-06-19T10:00:00Z','الرجاء يفسخ عقد الرعاية مع شركة مراهنات بعد احتجاج الأنصار',['MA-06'],['sport','economy'],
 ["أعلن نادي الرجاء الرياضي، الخميس بالدار البيضاء، فسخ عقد الرعاية الذي وقعه قبل شهر مع شركة مراهنات، بعد احتجاج فصائل الأنصار.",
  "وقال رئيس النادي كريم بنزاكور إن قيمة العقد كانت تناهز 20 مليون درهم، وإن النادي سيبحث عن مستشهر جديد.",
  "وكانت الجماهير قد رفعت لافتات تصف الإعلان على القميص بـ«العار»."])
