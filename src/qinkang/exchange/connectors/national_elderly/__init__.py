"""全国老龄健康信息系统: takes check-ups in batches, knows one again, and can be asked."""
