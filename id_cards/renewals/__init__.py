"""Who turns 14, 25, 40 or 60 soon and needs a new card (Luật Căn cước 26/2023/QH15 Đ.21)."""
