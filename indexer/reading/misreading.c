/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of Windows, Macintosh, KOI8 and Yugoslav letters (unicode.org/Public/MAPPINGS,
 * RFC 1489, RFC 2319, ISO-IR 141), each as it looks in a Western font. */
#include "misreading.h"

#include "base/utf8.h"

#include <string.h>

static const char cyrillic[] =
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"
    "ЁёІіЇїЄєҐґЎўЈјЅѕЉљЊњЋћЏџ—єѓ";
static const char often_cyrillic[] = "оаеиніт";
static const char latin_alike[] = "aceiopxyABCEHIKMOPTX";
static const char cyrillic_alike[] = "асеіорхуАВСЕНІКМОРТХ";

static const struct misreading misreadings[] = {
    { .name = "Windows-1251",
      .seen = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
              "¨¸²³¯¿ªº¥´¡¢£¼½¾ŠšŒœŽžŸŸ—¹ƒ", /* TeX's T2A has є at the end */
      .meant = cyrillic,
      .frequent = often_cyrillic },
    { .name = "Windows-1251 in a Macintosh font",
      .seen = "¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
              "®∏≤≥Øø™∫•¥°¢£ºΩæäöåúéûèüóπÉ",
      .meant = cyrillic,
      .frequent = often_cyrillic },
    { .name = "KOI8",
      .seen = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ£³¦¤§",
      .meant = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪёЁієї",
      .frequent = often_cyrillic },
    { .name = "Windows-1253",
      .seen = "ÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÓÔÕÖ×ØÙÚÛÜÝÞßáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÀà¢¶¸¹º¼¾¿",
      .meant = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώΐΰΆΆΈΉΊΌΎΏ",
      .frequent = "αοιετσνς" },
    { .name = "Windows-1250",
      .seen = "èÈæÆðÐ¹©¾®",
      .meant = "čČćĆđĐšŠžŽ",
      .languages = " hr bs sr sr-ME sl ",
      .kinds = 1,
      .share = 4 },
    { .name = "Windows-1250",
      .seen = "ìÌèÈøØùÙïÏòÒ¹©¾®»",
      .meant = "ěĚčČřŘůŮďĎňŇšŠžŽť",
      .languages = " cs ",
      .kinds = 3,
      .share = 4 },
    { .name = "Windows-1250",
      .seen = "èÈòÒïÏ¾¼å»",
      .meant = "čČňŇďĎľĽĺť",
      .languages = " sk ",
      .kinds = 3,
      .share = 4 },
    { .name = "Windows-1250",
      .seen = "¹¥³£êÊæÆñÑ¿¯œŒŸ±¶¼",
      .meant = "ąĄłŁęĘćĆńŃżŻśŚźąśź",
      .languages = " pl ",
      .kinds = 4,
      .share = 4 },
    { .name = "Windows-1250",
      .seen = "õÕûÛ",
      .meant = "őŐűŰ",
      .languages = " hu ",
      .kinds = 2,
      .share = 4 },
    { .name = "Windows-1250",
      .seen = "ãÃþÞºª",
      .meant = "ăĂțȚșȘ",
      .languages = " ro mo ",
      .kinds = 3,
      .share = 4 },
    { .name = "Windows-1254",
      .seen = "ðÐþÞýÝ",
      .meant = "ğĞşŞıİ",
      .languages = " tr az ",
      .kinds = 3,
      .share = 4 },
    { .name = "Windows-1257",
      .seen = "âÂçÇîÎûÛèÈìÌíÍïÏòÒðÐþÞ",
      .meant = "āĀēĒīĪūŪčČģĢķĶļĻņŅšŠžŽ",
      .languages = " lv ",
      .kinds = 4,
      .share = 4 },
    { .name = "Windows-1257",
      .seen = "àÀèÈæÆëËáÁðÐøØûÛþÞ",
      .meant = "ąĄčČęĘėĖįĮšŠųŲūŪžŽ",
      .languages = " lt ",
      .kinds = 4,
      .share = 4 },
    { .name = "YUSCII",
      .seen = "~^}]|\\{[`@",
      .meant = "čČćĆđĐšŠžŽ",
      .languages = " hr bs sr sr-ME sl ",
      .kinds = 5,
      .share = 15 },
};

const struct misreading *
misreading_at(size_t index)
{
    return index < sizeof misreadings / sizeof *misreadings ? &misreadings[index] : NULL;
}

uint32_t
misreading_alike(const struct misreading *misreading, uint32_t code)
{
    const char *found = code > 0 && code < 0x80 ? strchr(latin_alike, (int)code) : NULL;
    uint32_t letter = 0;
    if (found != NULL && misreading->frequent == often_cyrillic)
        utf8_decode(cyrillic_alike + 2 * (found - latin_alike), 2, &letter);
    return letter;
}
