"""The counters and units of Japanese figures, as a part of patterns."""

from __future__ import annotations

_PARTS = """
ポイント パーセント ％ % 円 ドル ユーロ ウォン 元 人 名 世帯 戸 社 店舗 店 校 団体
自治体 市区町村 市町村 都道府県 市 町 村 区 県 都市 カ国 か国 ヵ国 ヶ国 国 地区 地域
か所 カ所 ヵ所 ヶ所 箇所 施設 便 路線 台 本 件 回 倍 位 歳代 歳 才 年間 年 か月間
か月 カ月 ヵ月 ヶ月 箇月 週間 日間 日 時間 分間 分 秒 キロメートル キロ メートル
センチ km2 km² km cm mm m2 m² m ℃ °C 度 トン キログラム kg kWh MW ha ヘクタール
平方キロメートル 平方キロ 平方メートル 冊 床 棟 席 問 株 票 議席 隻 機 着 枚 種 組
ページ
"""
COUNTERS = "|".join(
    [
        "割(?:[\\d一二三四五六七八九]分)?",
        *sorted(_PARTS.split(), key=lambda part: (-len(part), part)),
    ]
)
"""The longer ones stand first."""
